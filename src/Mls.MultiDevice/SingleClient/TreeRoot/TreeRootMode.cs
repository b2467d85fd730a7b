using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.Security;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>Single-client mode, tree-root profile: a user is one leaf, whose keys its devices derive from the exporter of their user group (modes R19 to R36).</summary>
internal sealed class TreeRootMode : IMultiDeviceMode
{
    private GroupServices? _services;

    public TreeRootMode(Device device, OpaqueSecret? state)
    {
        Device = device;
        var suite = device.Environment.Settings.Suite;
        var credential = new Credential.Basic(device.UserId);
        UserGroupIdentity = new ClientIdentity(credential, Capabilities.Minimal(suite), ExtensionList.Empty) { Grease = GreasePolicy.None };
        Identity = new ClientIdentity(credential, Capabilities.Minimal(suite) with { Extensions = [LeafRef.Type] }, ExtensionList.Empty) { Grease = GreasePolicy.None };
        Signatures = LeafSignatures.Of(device.Environment.Settings.SignatureKeys, () => device.IdentityKey!);
        State = state is null ? new TreeRootState() : TreeRootState.Restore(state);
    }

    public GroupServices Services => _services ??= Device.Services with
    {
        LeafKeys = Source = new TreeRootLeafKeySource(State.Epochs.Current, State.Counters, Signatures),
        Slots = State.Slots,
        OwnLeaf = new LeafRefResolver(State.Epochs, Signatures),
    };

    public ClientIdentity Identity { get; }

    public string Address => Device.User;

    /// <summary>What the device's leaf in the user group says.</summary>
    internal ClientIdentity UserGroupIdentity { get; }

    internal Device Device { get; }

    internal TreeRootState State { get; }

    /// <summary>Where the signature keys of leaves come from.</summary>
    internal LeafSignatures Signatures { get; }

    /// <summary>Which user-group epoch new leaf keys come from; set before each Commit.</summary>
    internal TreeRootLeafKeySource? Source { get; private set; }

    // What a sibling follows is the new leaf: without a path, a Commit in one's own name is anybody's.
    public bool AddsWithPath => true;

    public bool CanEnter => !State.Epochs.IsEmpty;

    public void Start(Step step, string sponsor)
    {
        var settings = Device.Environment.Settings;
        var lifetime = Lifetimes.From(Device.Clock, settings);
        var key = Device.IdentityKey!;
        if (sponsor.Length > 0)
        {
            var bundle = KeyPackageFactory.Create(Device.Crypto, Device.Keys, UserGroupIdentity, lifetime, key);
            step.Tell(Device.User, new UserMail.Enroll(sponsor, key.PublicKey.Octets, Tls.EncodeOpaque(bundle.KeyPackage)));
            State.JoinKeys.Keep(Device, JoinKeys.Of(Device.Crypto, bundle));
            Device.Inbox.Expect(string.Empty);
            return;
        }

        Certificates.DeviceKey(Device, step, Device.Name, key.PublicKey);
        var group = GroupCreator.Create(Device.Services, GroupIds.OfUserGroup(Device.User), ExtensionList.Empty, UserGroupIdentity, lifetime, key);
        step.Tell(Device.User, new UserMail.Enroll(string.Empty, key.PublicKey.Octets, default));
        step.Tell(Device.User, new UserMail.FoundUserGroup(Tls.EncodeOpaque<MlsMessage>(
            new MlsMessage.OfGroupInfo(group.GroupInfo(withTree: true, withExternalPub: false)))));
        Device.Enter(step, string.Empty, group, 0);
        PublishKeyPackages(step, settings.KeyPackagePool, 0);
    }

    public void PublishKeyPackages(Step step, uint count, ulong obligation) => KeyPackageBatch.Publish(this, step, count, obligation);

    public JobOutcome CreateGroup(Step step, Job.CreateGroup job) => TreeRoot.CreateGroup.Try(this, step, job);

    public JobOutcome AddUser(Step step, Job.AddUser job) => TreeRoot.AddUser.Try(Device, step, job);

    public JobOutcome RemoveUser(Step step, Job.RemoveUser job) => TreeRoot.RemoveUser.Try(Device, step, job);

    public string? Mismatch(string user, PublishedKeyPackage package, LeafNode leaf)
    {
        if (package.Address != user)
        {
            return KeyPackageChecks.WrongAddress;
        }

        return Device.Authentication.IsCurrent(leaf) ? null : KeyPackageChecks.Ended;
    }

    public JobOutcome AddDevice(Step step, Job.AddDevice job) => TreeRoot.AddDevice.Try(this, step, job);

    public JobOutcome RemoveDevice(Step step, Job.RemoveDevice job) => TreeRoot.RemoveDevice.Try(this, step, job);

    public IEnumerable<Job> UpdateKeys(Cause cause, Func<ulong> nextJob) => TreeRoot.UpdateKeys.Jobs(cause, nextJob);

    public JobOutcome UpdateGroup(Step step, Job.UpdateGroup job) => TreeRoot.UpdateKeys.Rotate(this, step, job);

    public JobOutcome UpdateUser(Step step, Job.UpdateUser job) => TreeRoot.UpdateKeys.Try(this, step, job);

    public JobOutcome SendMessage(Step step, Job.SendMessage job) => TreeRoot.SendMessage.Try(this, step, job);

    public JobOutcome WelcomeSibling(Step step, Job.SiblingWelcome job) => Onboarding.Welcome(this, step, job);

    public void BeforeCommit()
    {
        if (_services is not null)
        {
            Source!.Active = State.Building ?? State.Epochs.Current;
        }
    }

    public void AfterCommit(Step step, LeafNode leaf) => Certify(step, leaf.SignatureKey, Source!.Active);

    public bool MaySign(Membership membership)
    {
        var group = membership.Group;
        return Signatures.Holds(group.Public.Tree.Leaf(group.OwnLeaf)!.SignatureKey);
    }

    public string? Broken(StagedCommit staged) => TreeRoot.Receive.Broken(this, staged);

    public bool IsBehind(LeafNode former) => TreeRoot.Receive.IsBehind(this, former);

    public void Applying(Step step, Membership membership, StagedCommit staged) => TreeRoot.Receive.Applying(this, step, membership, staged);

    public void Applied(Step step, Membership membership) => TreeRoot.Receive.Applied(this, step, membership);

    public void ReceiveFromSibling(Step step, OpaqueBytes data) => TreeRoot.Receive.FromSibling(this, step, data);

    public void ReceiveCreated(Step step, DeviceItem.Created created) => TreeRoot.CreateGroup.Follow(this, step, created);

    public JoinKeys? FindJoinKeys(Welcome welcome) => State.JoinKeys.Take(WelcomeReceiver.NewMembers(welcome));

    public bool IsForSiblings(OpaqueBytes welcome) => KeyPackageBatch.IsForSiblings(this, welcome);

    public bool IsLetInto(string group) => State.LetIns.ContainsKey(group);

    public void ForgetLetIn(string group)
    {
        if (State.LetIns.Remove(group, out var former))
        {
            former.Dispose();
        }
    }

    public Group? EnterBySibling(DeviceItem.GroupState state) => Onboarding.Enter(this, state);

    public LeafIndex? FormerLeaf(RatchetTree tree) => GroupCommits.LeavesOf(tree, Device.User).Select(leaf => (LeafIndex?)leaf).FirstOrDefault();

    public void Settle() => TreeRoot.Receive.Settle(this);

    /// <summary>Certifies a leaf's key, unless the directory knows it or will.</summary>
    internal void Certify(Step step, SignaturePublicKey key, UserEpoch epoch)
    {
        if (Signatures.AreCertified
            && !Device.Authentication.HasCertified(Device.UserId, key)
            && Device.Environment.Directory.EpochOf(Device.User, key, step.Now) is null)
        {
            Certificates.LeafKey(Device, step, key, epoch.Tag, epoch.Epoch.Value);
        }
    }

    public void Write(TlsWriter writer) => State.Write(writer);

    IDerivations? IMultiDeviceMode.Surrender(Loot loot)
    {
        State.JoinKeys.Surrender(loot);
        foreach (var letIn in State.LetIns.Values)
        {
            loot.Add(JoinerSecret.From(letIn.Joiner.Expose()), PskSecret.From(letIn.Psk.Expose()));
        }

        return State.Epochs.Steal(Device.Crypto);
    }

    public void Dispose() => State.Dispose();
}
