using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>Entering groups by external Commits (RFC 9420, section 12.4.3.2): the way back after a Commit that cannot be processed, and the way in for a new device
/// whose siblings cannot let it in (modes G11). A former leaf of the device, or of its user where they share one, is replaced.</summary>
internal sealed class ExternalEntries(Device device) : IDisposable
{
    /// <summary>By group: the external Commit on the way; <see langword="null"/> until a GroupInfo has come.</summary>
    private readonly SortedDictionary<string, ExternalJoin?> _byGroup = new(StringComparer.Ordinal);

    /// <summary>Whether the device is entering this way; what a former membership of it still holds is of no use.</summary>
    public bool Contains(string group) => _byGroup.ContainsKey(group);

    /// <summary>Asks for a GroupInfo, unless that is under way, or the device has no keys to enter with yet.</summary>
    public void Begin(Step step, string group)
    {
        if (device.Mode.CanEnter && _byGroup.TryAdd(group, null))
        {
            step.Tell(group, new GroupMail.RequestGroupInfo(device.Name));
        }
    }

    /// <summary>Builds the external Commit with the GroupInfo that has come.</summary>
    public void Join(Step step, DeviceItem.GroupInfoSupplied supplied)
    {
        if (!_byGroup.TryGetValue(supplied.Group, out var before) || before is not null)
        {
            return;
        }

        try
        {
            var join = Build(supplied);
            _byGroup[supplied.Group] = join;
            device.Mode.AfterCommit(step, join.Transition.Path!.Path.LeafNode);
            step.Tell(supplied.Group, new GroupMail.Submit(
                new CommitSubmission(supplied.Group, Tls.EncodeOpaque(join.Message), default, [device.Mode.Address], 0), device.Name, string.Empty));
        }
        catch (ProtocolViolationException violation)
        {
            GiveUp(step, supplied.Group, violation.Violation.Id);
        }
        catch (MalformedException)
        {
            GiveUp(step, supplied.Group, "malformed");
        }
    }

    /// <summary>An entry of a group that the device is entering: its own external Commit brings it in.</summary>
    /// <returns>Whether it did.</returns>
    public bool Enter(Step step, DeviceItem.Entry entry)
    {
        if (!_byGroup.TryGetValue(entry.Group, out var join) || join is null || Tls.EncodeOpaque(join.Message) != entry.Octets)
        {
            return false;
        }

        device.Enter(step, entry.Group, join.TakeGroup());
        return true;
    }

    /// <summary>Another Commit was first: ask again. A broken rule, or nobody who could help, is final; the next entry or the obligation's next assignment begins anew.</summary>
    /// <returns>Whether this was about an entry under way.</returns>
    public bool Refused(Step step, DeviceItem.Refused refused)
    {
        if (!_byGroup.ContainsKey(refused.Group))
        {
            return false;
        }

        if (refused.Rule.Length > 0)
        {
            GiveUp(step, refused.Group, refused.Rule);
        }
        else
        {
            Forget(refused.Group);
            Begin(step, refused.Group);
        }

        return true;
    }

    /// <summary>The device is in the group, or will never be.</summary>
    public void Forget(string group)
    {
        if (_byGroup.Remove(group, out var join))
        {
            join?.Dispose();
        }
    }

    /// <summary>For snapshots.</summary>
    public void Write(TlsWriter writer)
    {
        var mark = writer.BeginVector();
        foreach (var (group, join) in _byGroup)
        {
            writer.WriteText(group);
            writer.WriteUInt8(join is null ? (byte)0 : (byte)1);
            if (join is not null)
            {
                GroupSnapshot.WriteExternalJoin(writer, join);
            }
        }

        writer.EndVector(mark);
    }

    /// <summary>Takes over what a snapshot held; the mode must be open.</summary>
    public void Restore(ref TlsReader reader)
    {
        var content = reader.ReadVector();
        while (!content.AtEnd)
        {
            var group = content.ReadText();
            _byGroup.Add(group, content.ReadPresence() ? GroupSnapshot.ReadExternalJoin(ref content, device.Mode.Services, device.Environment.Trees.Share) : null);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var join in _byGroup.Values)
        {
            join?.Dispose();
        }

        _byGroup.Clear();
    }

    private ExternalJoin Build(DeviceItem.GroupInfoSupplied supplied)
    {
        if (Tls.Decode<MlsMessage>(supplied.GroupInfo) is not MlsMessage.OfGroupInfo { GroupInfo: var info })
        {
            throw new MalformedException("a message that is not a GroupInfo", 0);
        }

        if (!device.IsNamed(info.Context.GroupId, supplied.Group))
        {
            throw new MalformedException("a GroupInfo of another group", 0);
        }

        var tree = Tls.Decode<RatchetTree>(supplied.Tree);
        device.Mode.BeforeCommit();
        var former = device.Mode.FormerLeaf(tree);
        return ExternalJoiner.Join(device.Mode.Services, info, tree, device.Mode.Identity, device.IdentityKey!, former, []);
    }

    private void GiveUp(Step step, string group, string rule)
    {
        Forget(group);
        device.Work.CannotEnter(group);
        step.See(new DeviceFact.OperationSkipped(rule));
        if (rule == DeviceItem.Refused.NotAMember)
        {
            device.Inbox.Forsake(group);
        }
    }
}
