using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Tree;
using Mls.Core.Violations;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>Entering groups by external Commits (RFC 9420, section 12.4.3.2): the way back after a Commit that cannot be processed, and the way in for a new device
/// whose siblings cannot let it in (modes G11). A former leaf of the device, or of its user where they share one, is replaced.</summary>
/// <remarks>What fails is tried again, at growing intervals while the device is connected, whatever it was that failed: no device stays behind its group for ever.</remarks>
internal sealed class ExternalEntries(Device device) : IDisposable
{
    /// <summary>Milliseconds until the first repetition; each further one waits twice as long.</summary>
    private const long FirstWait = 15_000;

    /// <summary>Repetitions, the last after about two days, until only an entry of the group or an assignment begins anew.</summary>
    private const uint MaxAttempts = 14;

    /// <summary>The rule that is named where the leaf to be replaced is of a later epoch of the user group than this device knows.</summary>
    private const string Behind = "UserGroupBehind";

    private readonly SortedDictionary<string, ExternalEntry> _byGroup = new(StringComparer.Ordinal);

    /// <summary>Virtual milliseconds of the next repetition; <see langword="null"/> for none.</summary>
    public long? NextRetry => _byGroup.Values.Min(entry => entry.RetryAt);

    /// <summary>Whether the device is entering this way; what a former membership of it still holds is of no use.</summary>
    public bool Contains(string group) => _byGroup.ContainsKey(group);

    /// <summary>Asks for a GroupInfo, unless that is under way, or the device has no keys to enter with yet.</summary>
    public void Begin(Step step, string group)
    {
        if (device.CanEnter && _byGroup.TryAdd(group, new ExternalEntry()))
        {
            step.Tell(group, new GroupMail.RequestGroupInfo(device.Name));
        }
    }

    /// <summary>Asks again where the wait is over.</summary>
    public void Pump(Step step)
    {
        foreach (var (group, entry) in _byGroup)
        {
            if (entry.RetryAt <= step.Now)
            {
                entry.RetryAt = null;
                step.Tell(group, new GroupMail.RequestGroupInfo(device.Name));
            }
        }
    }

    /// <summary>Builds the external Commit with the GroupInfo that has come.</summary>
    public void Join(Step step, DeviceItem.GroupInfoSupplied supplied)
    {
        if (!_byGroup.TryGetValue(supplied.Group, out var entry) || entry.Join is not null)
        {
            return;
        }

        try
        {
            var (info, tree) = Decode(supplied);
            var former = device.Mode.FormerLeaf(tree);
            if (device.Environment.Rules.Broken(tree, device.Groups.GetValueOrDefault(supplied.Group)?.Group.Public.Tree, former, step.Now) is { } rule)
            {
                step.See(new DeviceFact.Refused(rule));
                Fail(step, supplied.Group, rule);
                return;
            }

            if (former is { } leaf && device.Mode.UserGroup?.IsBehind(tree.Leaf(leaf)!) is true)
            {
                // A leaf never goes back: by the time of the next attempt the user group's entries will have been read.
                Fail(step, supplied.Group, Behind);
                return;
            }

            var began = device.Environment.Watch.Begin();
            var join = ExternalJoiner.Join(device.Mode.Services, info, tree, device.Mode.Identity, device.IdentityKey!, former, []);
            device.Environment.Watch.Committed(began, GroupName.Of(supplied.Group));
            entry.Join = join;
            entry.RetryAt = null;
            device.Mode.UserGroup?.Certify(step, join.Transition.Path!.Path.LeafNode);
            step.Tell(supplied.Group, new GroupMail.Submit(
                new CommitSubmission(supplied.Group, Tls.EncodeOpaque(join.Message), default, [device.Mode.Address], 0), device.Name, string.Empty));
        }
        catch (ProtocolViolationException violation)
        {
            Fail(step, supplied.Group, violation.Violation.Id);
        }
        catch (MalformedException)
        {
            Fail(step, supplied.Group, "malformed");
        }
    }

    /// <summary>An entry of a group that the device is entering: its own external Commit brings it in.</summary>
    /// <returns>Whether it did.</returns>
    public bool Enter(Step step, string group, DeviceItem.Entry entry)
    {
        if (!_byGroup.TryGetValue(group, out var own) || own.Join is not { } join || Tls.EncodeOpaque(join.Message) != entry.Octets)
        {
            return false;
        }

        device.Enter(step, entry.Group, join.TakeGroup(), entry.AcceptedAt);
        return true;
    }

    /// <summary>Another Commit was first: ask again at once. After a broken rule, or where nobody could help, ask again later; whoever is not a member has nothing to come back to.</summary>
    /// <returns>Whether this was about an entry under way.</returns>
    public bool Refused(Step step, string group, DeviceItem.Refused refused)
    {
        if (!_byGroup.TryGetValue(group, out var entry))
        {
            return false;
        }

        if (refused.Rule == DeviceItem.Refused.NotAMember)
        {
            GiveUp(step, group, refused.Rule);
            device.Entrances.Forsake(refused.Group, refused.Epoch);
        }
        else if (refused.Rule.Length > 0)
        {
            Fail(step, group, refused.Rule);
        }
        else
        {
            entry.Drop();
            step.Tell(group, new GroupMail.RequestGroupInfo(device.Name));
        }

        return true;
    }

    /// <summary>The device is in the group, or will never be.</summary>
    public void Forget(string group)
    {
        if (_byGroup.Remove(group, out var entry))
        {
            entry.Dispose();
        }
    }

    /// <summary>The external Commits on the way, lent.</summary>
    public IEnumerable<ExternalJoin> OnTheWay() => _byGroup.Values.Select(entry => entry.Join).OfType<ExternalJoin>();

    /// <summary>For snapshots.</summary>
    public void Write(TlsWriter writer)
    {
        var mark = writer.BeginVector();
        foreach (var (group, entry) in _byGroup)
        {
            writer.WriteText(group);
            entry.Write(writer);
        }

        writer.EndVector(mark);
    }

    /// <summary>Takes over what a snapshot held; the mode must be open.</summary>
    public void Restore(ref TlsReader reader)
    {
        reader.VisitVector((ref TlsReader content) =>
        {
            _byGroup.Add(content.ReadText(), ExternalEntry.Read(ref content, device));
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var entry in _byGroup.Values)
        {
            entry.Dispose();
        }

        _byGroup.Clear();
    }

    private (GroupInfo Info, RatchetTree Tree) Decode(DeviceItem.GroupInfoSupplied supplied)
    {
        if (Tls.Decode<MlsMessage>(supplied.GroupInfo) is not MlsMessage.OfGroupInfo { GroupInfo: var info })
        {
            throw new MalformedException("a message that is not a GroupInfo", 0);
        }

        if (!device.IsNamed(info.Context.GroupId, GroupName.Of(supplied.Group)))
        {
            throw new MalformedException("a GroupInfo of another group", 0);
        }

        var tree = Tls.Decode<RatchetTree>(supplied.Tree);
        if (tree.Leaf(info.Signer) is { } signer && !device.Authentication.IsCurrent(signer))
        {
            // Leaves whose removal is pending may stand in the tree, but it is a member who says so.
            throw new ProtocolViolationException(TreeViolations.TreeCredential);
        }

        return (info, tree);
    }

    private void Fail(Step step, string group, string rule)
    {
        var entry = _byGroup[group];
        entry.Drop();
        if (entry.Attempts == MaxAttempts)
        {
            GiveUp(step, group, rule);
            return;
        }

        // Jobs of the group need not wait: who is to try them next is the account service's business.
        device.Jobs.CannotEnter(group);
        entry.RetryAt = step.Now + (FirstWait << (int)entry.Attempts++);
    }

    private void GiveUp(Step step, string group, string rule)
    {
        Forget(group);
        device.Jobs.CannotEnter(group);
        step.See(new DeviceFact.OperationSkipped(rule));
    }
}
