using Mls.Core.Configuration;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Tree;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.MultiClient;

/// <summary>Multi-client mode: every device is a leaf of every group of its user (modes R6 to R18). All seams are the RFC's own, and there is no user group.</summary>
/// <param name="device">The device.</param>
internal sealed class MultiClientMode(DeviceContext device) : IMultiDeviceMode
{
    /// <summary>The device.</summary>
    public DeviceContext Device { get; } = device;

    public GroupServices Services => Device.Services;

    public ClientIdentity Identity { get; } =
        new(new Credential.Basic(device.UserId), Capabilities.Minimal(device.Settings.Suite), ExtensionList.Empty) { Grease = GreasePolicy.None };

    public string Address => Device.Name;

    public bool AddsWithPath => Device.Settings.AddPath;

    public IUserGroupPart? UserGroup => null;

    public void Start(Step step, string sponsor)
    {
        var key = Device.IdentityKey!.PublicKey;
        if (sponsor.Length == 0)
        {
            Certificates.DeviceKey(Device, step, Device.Name, key);
        }

        step.Tell(Device.User, new UserMail.Enroll(sponsor, key.Octets, default));
        // This device included, which the directory may not know yet.
        var siblings = Device.Directory.ActiveDevices(Device.User, step.Now).Count(name => name != Device.Name);
        PublishKeyPackages(step, Device.Settings.Share(Device.Settings.KeyPackagePool, siblings + 1), 0);
    }

    public void PublishKeyPackages(Step step, uint count, ulong obligation)
    {
        using (step.For(step.Cause with { Name = "publish-key-packages" }))
        {
            var lifetime = Lifetimes.From(Device.Clock, Device.Settings);
            var packages = new List<OpaqueBytes>();
            for (var i = 0u; i < count; i++)
            {
                var bundle = KeyPackageFactory.Create(Device.Crypto, Device.Keys, Identity, lifetime, Device.IdentityKey!);
                packages.Add(Tls.EncodeOpaque(bundle.KeyPackage));
                Device.JoinKeys.Keep(JoinKeys.Of(Device.Crypto, bundle));
            }

            step.Tell(Device.User, new UserMail.Publish(packages.ToValueList(), default, Address, obligation));
        }
    }

    public JobOutcome CreateGroup(Step step, Job.CreateGroup job) => MultiClient.CreateGroup.Try(this, step, job);

    public JobOutcome AddUser(Step step, Job.AddUser job) => MultiClient.AddUser.Try(Device, step, job);

    public JobOutcome RemoveUser(Step step, Job.RemoveUser job) => MultiClient.RemoveUser.Try(Device, step, job);

    public JobOutcome AddDevice(Step step, Job.AddDevice job) => MultiClient.AddDevice.Try(Device, step, job);

    public JobOutcome RemoveDevice(Step step, Job.RemoveDevice job) => MultiClient.RemoveDevice.Try(Device, step, job);

    public IEnumerable<Job> UpdateKeys(Cause cause, Func<ulong> nextJob) => MultiClient.UpdateKeys.Jobs(Device, cause, nextJob);

    public JobOutcome UpdateGroup(Step step, Job.UpdateGroup job) => GroupCommits.Update(Device, step, job);

    public JobOutcome SendMessage(Step step, Job.SendMessage job) => MultiClient.SendMessage.Try(Device, step, job);

    public string? Mismatch(string user, PublishedKeyPackage package, LeafNode leaf)
    {
        if (package.Address != package.Device)
        {
            return KeyPackageChecks.WrongAddress;
        }

        return Device.Directory.DeviceOf(user, leaf.SignatureKey, Device.Clock.Now) == package.Device ? null : KeyPackageChecks.NotOfDevice;
    }

    public LeafIndex? FormerLeaf(RatchetTree tree) => Receive.FormerLeaf(Device, tree);
}
