using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Tree;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.Security;

namespace Mls.MultiDevice.MultiClient;

/// <summary>Multi-client mode: every device is a leaf of every group of its user (modes R6 to R18). All seams are the RFC's own.</summary>
internal sealed class MultiClientMode : IMultiDeviceMode
{
    private readonly Device _device;
    private readonly HeldJoinKeys _joinKeys = new();

    public MultiClientMode(Device device, OpaqueSecret? state)
    {
        _device = device;
        Services = device.Services;
        Identity = new ClientIdentity(new Credential.Basic(device.UserId), Capabilities.Minimal(device.Environment.Settings.Suite), ExtensionList.Empty) { Grease = GreasePolicy.None };
        if (state is not null)
        {
            var reader = new TlsReader(state.Expose());
            _joinKeys.Restore(ref reader);
        }
    }

    /// <summary>KeyPackages whose keys are held.</summary>
    public int HeldKeys => _joinKeys.Count;

    public GroupServices Services { get; }

    public ClientIdentity Identity { get; }

    public string Address => _device.Name;

    public bool AddsWithPath => _device.Environment.Settings.AddPath;

    public bool CanEnter => true;

    public void Start(Step step, string sponsor)
    {
        if (sponsor.Length == 0)
        {
            Certificates.DeviceKey(_device, step, _device.Name, _device.IdentityKey!.PublicKey);
        }

        step.Tell(_device.User, new UserMail.Enroll(sponsor, _device.IdentityKey!.PublicKey.Octets, default));
        // This device included, which the directory may not know yet.
        var siblings = _device.Environment.Directory.ActiveDevices(_device.User, step.Now).Count(name => name != _device.Name);
        var settings = _device.Environment.Settings;
        PublishKeyPackages(step, settings.Share(settings.KeyPackagePool, siblings + 1), 0);
    }

    public void PublishKeyPackages(Step step, uint count, ulong obligation)
    {
        using (step.For(step.Cause with { Name = "publish-key-packages" }))
        {
            var lifetime = Lifetimes.From(_device.Clock, _device.Environment.Settings);
            var packages = new List<OpaqueBytes>();
            for (var i = 0u; i < count; i++)
            {
                var bundle = KeyPackageFactory.Create(_device.Crypto, _device.Keys, Identity, lifetime, _device.IdentityKey!);
                packages.Add(Tls.EncodeOpaque(bundle.KeyPackage));
                _joinKeys.Keep(_device, JoinKeys.Of(_device.Crypto, bundle));
            }

            step.Tell(_device.User, new UserMail.Publish(packages.ToValueList(), default, Address, obligation));
        }
    }

    public JobOutcome CreateGroup(Step step, Job.CreateGroup job) => MultiClient.CreateGroup.Try(_device, step, job);

    public JobOutcome AddUser(Step step, Job.AddUser job) => MultiClient.AddUser.Try(_device, step, job);

    public JobOutcome RemoveUser(Step step, Job.RemoveUser job) => MultiClient.RemoveUser.Try(_device, step, job);

    public string? Mismatch(string user, PublishedKeyPackage package, LeafNode leaf)
    {
        if (package.Address != package.Device)
        {
            return KeyPackageChecks.WrongAddress;
        }

        return _device.Environment.Directory.DeviceOf(user, leaf.SignatureKey, _device.Clock.Now) == package.Device ? null : KeyPackageChecks.NotOfDevice;
    }

    public JobOutcome AddDevice(Step step, Job.AddDevice job) => MultiClient.AddDevice.Try(_device, step, job);

    public JobOutcome RemoveDevice(Step step, Job.RemoveDevice job) => MultiClient.RemoveDevice.Try(_device, step, job);

    public IEnumerable<Job> UpdateKeys(Cause cause, Func<ulong> nextJob) => MultiClient.UpdateKeys.Jobs(_device, cause, nextJob);

    public JobOutcome UpdateGroup(Step step, Job.UpdateGroup job) => GroupCommits.Update(_device, step, job);

    public JobOutcome UpdateUser(Step step, Job.UpdateUser job) => new JobOutcome.Done();

    public JobOutcome SendMessage(Step step, Job.SendMessage job) => MultiClient.SendMessage.Try(_device, step, job);

    public JobOutcome WelcomeSibling(Step step, Job.SiblingWelcome job) => new JobOutcome.Done();

    public void BeforeCommit()
    {
    }

    public void AfterCommit(Step step, LeafNode leaf)
    {
    }

    public bool MaySign(Membership membership) => true;

    public string? Broken(StagedCommit staged) => null;

    public bool IsBehind(LeafNode former) => false;

    public void Applying(Step step, Membership membership, StagedCommit staged)
    {
    }

    public void Applied(Step step, Membership membership)
    {
    }

    public void ReceiveFromSibling(Step step, OpaqueBytes data)
    {
    }

    public void ReceiveCreated(Step step, DeviceItem.Created created)
    {
    }

    public JoinKeys? FindJoinKeys(Welcome welcome) => MultiClient.Receive.FindJoinKeys(_joinKeys, welcome);

    public bool IsForSiblings(OpaqueBytes welcome) => false;

    public bool IsLetInto(string group) => false;

    public void ForgetLetIn(string group)
    {
    }

    public Group? EnterBySibling(DeviceItem.GroupState state) => null;

    public LeafIndex? FormerLeaf(RatchetTree tree) =>
        tree.Leaves().Where(leaf => leaf.Node.SignatureKey == _device.IdentityKey!.PublicKey).Select(leaf => (LeafIndex?)leaf.Index).FirstOrDefault();

    public void Settle() => _joinKeys.Expire(_device);

    public void Write(TlsWriter writer) => _joinKeys.Write(writer);

    IDerivations? IMultiDeviceMode.Surrender(Loot loot)
    {
        _joinKeys.Surrender(loot);
        return null;
    }

    public void Dispose() => _joinKeys.Dispose();
}
