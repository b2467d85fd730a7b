using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Tree;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>The way back into a group whose Commits cannot be processed any more: an external Commit that replaces the own leaf (RFC 9420, section 12.4.3.2).</summary>
internal static class Recovery
{
    /// <summary>Asks for a GroupInfo; until the device is back, entries are passed over.</summary>
    public static void Begin(Device device, Step step, Membership membership)
    {
        membership.DropPending();
        membership.IsLost = true;
        step.Tell(membership.Name, new GroupMail.RequestGroupInfo(device.Name));
    }

    /// <summary>Joins again with the GroupInfo that came.</summary>
    public static void Rejoin(Device device, Step step, Membership membership, DeviceItem.GroupInfoSupplied supplied)
    {
        if (Tls.Decode<MlsMessage>(supplied.GroupInfo) is not MlsMessage.OfGroupInfo { GroupInfo: var info })
        {
            throw new MalformedException("a message that is not a GroupInfo", 0);
        }

        var tree = Tls.Decode<RatchetTree>(supplied.Tree);
        device.Mode.BeforeCommit();
        var join = ExternalJoiner.Join(device.Mode.Services, info, tree, device.Mode.Identity, device.IdentityKey!, membership.Group.OwnLeaf, []);
        membership.Rejoining(join);
        device.Mode.AfterCommit(step, join.Transition.Path!.Path.LeafNode);
        device.SeeSealed(step, membership);
        step.Tell(membership.Name, new GroupMail.Submit(
            new CommitSubmission(membership.Name, Tls.EncodeOpaque(join.Message), default, [device.Mode.Address], 0), device.Name, string.Empty));
    }

    /// <summary>An entry for a device that is lost: its own external Commit brings it back, any other Commit means to ask again.</summary>
    public static void Receive(Device device, Step step, Membership membership, DeviceItem.Entry entry)
    {
        if (membership.Rejoin is { } join && Tls.EncodeOpaque(join.Message) == entry.Octets)
        {
            var group = join.TakeGroup();
            membership.Rejoining(null);
            device.Enter(step, membership.Name, group);
        }
    }

    /// <summary>The external Commit lost: ask again.</summary>
    public static void Retry(Device device, Step step, Membership membership)
    {
        membership.Rejoining(null);
        step.Tell(membership.Name, new GroupMail.RequestGroupInfo(device.Name));
    }
}
