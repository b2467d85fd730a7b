using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.Security;

namespace Mls.MultiDevice.SingleClient.UserGroups;

/// <summary>The user group and what hangs on it, as one device of the user carries it, whatever the profile: the same for every way to derive a leaf.</summary>
internal sealed class UserGroupPart : IUserGroupPart
{
    public UserGroupPart(DeviceContext device, ISingleClientProfile profile, OpaqueSecret? state)
    {
        Device = device;
        Profile = profile;
        var credential = new Credential.Basic(device.UserId);
        var plain = Capabilities.Minimal(device.Settings.Suite);
        UserGroupIdentity = new ClientIdentity(credential, plain, ExtensionList.Empty) { Grease = GreasePolicy.None };
        Identity = new ClientIdentity(credential, plain with { Extensions = [profile.TagType] }, ExtensionList.Empty) { Grease = GreasePolicy.None };
        if (state is null)
        {
            State = new UserGroupState();
            Client = profile.Open(device, State.Epochs);
        }
        else
        {
            var reader = new TlsReader(state.Expose());
            State = UserGroupState.Read(ref reader);
            Client = profile.Restore(device, State.Epochs, ref reader);
        }

        Services = Client.Seams(device.Services);
    }

    /// <summary>The device.</summary>
    public DeviceContext Device { get; }

    /// <summary>How leaves derive from the user group.</summary>
    public ISingleClientProfile Profile { get; }

    /// <summary>What the device keeps.</summary>
    public UserGroupState State { get; }

    /// <summary>The user's leaves in other groups.</summary>
    public IVirtualClient Client { get; }

    /// <summary>What conversation groups need from outside.</summary>
    public GroupServices Services { get; }

    /// <summary>What the user's leaves in conversation groups say.</summary>
    public ClientIdentity Identity { get; }

    /// <summary>What the device's leaf in the user group says.</summary>
    public ClientIdentity UserGroupIdentity { get; }

    public bool CanEnter => !State.Epochs.IsEmpty;

    /// <summary>The device comes into being: the first of its user founds the user group, a further one waits to be added to it.</summary>
    public void Start(Step step, string sponsor)
    {
        var lifetime = Lifetimes.From(Device.Clock, Device.Settings);
        var key = Device.IdentityKey!;
        if (sponsor.Length > 0)
        {
            var bundle = KeyPackageFactory.Create(Device.Crypto, Device.Keys, UserGroupIdentity, lifetime, key);
            step.Tell(Device.User, new UserMail.Enroll(sponsor, key.PublicKey.Octets, Tls.EncodeOpaque(bundle.KeyPackage)));
            Device.JoinKeys.Keep(JoinKeys.Of(Device.Crypto, bundle));
            Device.Entrances.Expect(GroupName.UserGroup);
            return;
        }

        Certificates.DeviceKey(Device, step, Device.Name, key.PublicKey);
        var group = GroupCreator.Create(Device.Services, GroupIds.OfUserGroup(Device.User), ExtensionList.Empty, UserGroupIdentity, lifetime, key);
        step.Tell(Device.User, new UserMail.Enroll(string.Empty, key.PublicKey.Octets, default));
        step.Tell(Device.User, new UserMail.FoundUserGroup(Tls.EncodeOpaque<MlsMessage>(
            new MlsMessage.OfGroupInfo(group.GroupInfo(withTree: true, withExternalPub: false)))));
        Device.Enter(step, GroupName.UserGroup, group);
        KeyPackageBatch.Publish(this, step, Device.Settings.KeyPackagePool, 0);
    }

    public JobOutcome UpdateUser(Step step, Job.UpdateUser job) =>
        CommitBundle.Submit(this, step, new BundlePlan(job.Id, new CommitOptions(), job.IsDeferred ? CommitBundle.Deferred : "pcs"));

    public JobOutcome WelcomeSibling(Step step, Job.SiblingWelcome job, ValueList<string> waiting) => Onboarding.Welcome(this, step, job, waiting);

    public bool MaySign(Membership membership)
    {
        var group = membership.Group;
        return Client.Holds(group.Public.Tree.Leaf(group.OwnLeaf)!.SignatureKey);
    }

    public void Certify(Step step, LeafNode leaf, Epoch? userEpoch = null)
    {
        if (Profile.TagOf(leaf) is { } tag && (userEpoch ?? State.Epochs.Find(tag.EpochTag)?.Epoch) is { } epoch)
        {
            Certify(step, leaf.SignatureKey, tag.EpochTag, epoch);
        }
    }

    /// <summary>Certifies a leaf's key, unless the directory knows it or will.</summary>
    public void Certify(Step step, SignaturePublicKey key, ulong tag, Epoch epoch)
    {
        if (Client.CertifiesLeaves && !Device.Authentication.HasCertified(Device.UserId, key) && Device.Directory.EpochOf(Device.User, key, step.Now) is null)
        {
            Certificates.LeafKey(Device, step, key, tag, epoch.Value);
        }
    }

    public string? Broken(StagedCommit staged) => SiblingAdoption.Broken(this, staged);

    public bool IsBehind(LeafNode former) => SiblingAdoption.IsBehind(this, former);

    public void Applying(Step step, Membership membership, StagedCommit staged)
    {
        if (membership.Name is GroupName.OfUser)
        {
            EpochKeeping.Applying(this, step, staged);
        }
        else
        {
            Onboarding.Keep(this, step, membership, staged);
        }
    }

    public void Applied(Step step, Membership membership)
    {
        if (membership.Name is GroupName.Conversation conversation)
        {
            State.Forget(conversation.Name);
        }
        else
        {
            EpochKeeping.Applied(this, step, membership);
        }
    }

    public void ReceiveFromSibling(Step step, OpaqueBytes data)
    {
        try
        {
            using var message = UgApplicationMessage.Decode(data.Span, Profile);
            switch (message)
            {
                case UgApplicationMessage.Notice notice:
                    KeyPackageBatch.Follow(this, notice.KeyPackages);
                    break;
                case UgApplicationMessage.Welcome welcome:
                    Onboarding.Follow(this, step, welcome.Secrets);
                    break;
                default:
                    break;
            }
        }
        catch (MalformedException)
        {
            step.See(new DeviceFact.Refused(ItemRules.Malformed));
        }
    }

    public void ReceiveCreated(Step step, DeviceItem.Created created) => SiblingAdoption.FollowCreated(this, step, created);

    public bool IsForSiblings(OpaqueBytes welcome) => KeyPackageBatch.IsForSiblings(this, welcome);

    public bool IsLetInto(string group) => State.LetIns.ContainsKey(group);

    public void ForgetLetIn(string group) => State.Forget(group);

    public Group? EnterBySibling(string group, DeviceItem.PublicState state) => Onboarding.Enter(this, group, state);

    public void Settle()
    {
        EpochKeeping.Settle(this);
        Onboarding.Settle(this);
    }

    public void Write(TlsWriter writer)
    {
        State.Write(writer);
        Client.Write(writer);
    }

    IDerivations IUserGroupPart.Surrender(Loot loot)
    {
        foreach (var letIn in State.LetIns.Values)
        {
            loot.Add(JoinerSecret.From(letIn.Joiner.Expose()), PskSecret.From(letIn.Psk.Expose()));
        }

        return Client.Steal();
    }

    public void Dispose() => State.Dispose();
}
