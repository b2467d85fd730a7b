using Grains.Actors;
using Grains.Interfaces.Contracts;
using Mls.Core.Framing;
using Mls.Core.Violations;
using Mls.Core.Wire;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>The delivery service of one group: public state only, and no notion of a mode.</summary>
public sealed class GroupActor : IActor
{
    private const byte SnapshotVersion = 2;
    private const int MaxEarly = 256;

    private readonly CountedKit _counted;
    private readonly ServiceKit _kit;
    private readonly string _group;
    private readonly List<EarlyMail> _early = [];
    private Roster _roster = new();
    private GroupInfoRequests _requests = new();
    private DeliveryService? _service;
    private ulong _refused;
    private ulong _unprocessable;

    /// <summary>The service of a group that does not exist yet.</summary>
    public GroupActor(ServiceKit kit, ActorId actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        _counted = new CountedKit(kit);
        _kit = _counted.Kit;
        _group = actor.Name;
    }

    /// <summary>The group's name.</summary>
    internal string Name => _group;

    /// <summary>The group; <see langword="null"/> where it does not exist yet.</summary>
    internal DeliveryService? Service => _service;

    /// <summary>GroupInfo requests not answered.</summary>
    internal int OpenRequests => _requests.Count;

    /// <summary>Mails refused because they break a rule.</summary>
    internal ulong Refused => _refused;

    /// <summary>Reports that an accepted Commit cannot be processed.</summary>
    internal ulong Unprocessable => _unprocessable;

    /// <inheritdoc/>
    public void Handle(long now, ActorEvent what, IOutbox outbox)
    {
        switch (what)
        {
            // The engine numbers letters, so a copy is known by its number.
            case ActorEvent.Delivered { Envelope: { Copy: 0 } envelope }:
                Receive(new Turn(now, envelope.Operation, outbox, envelope.Letter.SentAt), envelope);
                break;
            case ActorEvent.TimerDue { Key: var key } when GroupInfoRequests.RequesterOf(key) is { } device && _requests.Find(device) is { } operation:
                AskForGroupInfo(new Turn(now, operation, outbox), device);
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public byte[] Snapshot()
    {
        using var writer = new TlsWriter(4096);
        writer.WriteUInt8(SnapshotVersion);
        writer.WriteUInt64(_refused);
        writer.WriteUInt64(_unprocessable);
        writer.WriteAll(_early, mail => mail.Write(writer));
        _roster.Write(writer);
        _requests.Write(writer);
        writer.WriteFlag(_service is not null);
        if (_service is not null)
        {
            DeliverySnapshot.Write(writer, _service);
        }

        _counted.Write(writer);

        return writer.ToArray();
    }

    /// <summary>The service that made <paramref name="snapshot"/>.</summary>
    /// <exception cref="InvalidDataException">Not a snapshot of this version.</exception>
    public static GroupActor Restore(ServiceKit kit, ActorId actor, ReadOnlySpan<byte> snapshot)
    {
        try
        {
            var reader = new TlsReader(snapshot);
            var version = reader.ReadUInt8();
            if (version != SnapshotVersion)
            {
                throw new InvalidDataException($"snapshot of {actor}: version {version}, known is {SnapshotVersion}");
            }

            var restored = new GroupActor(kit, actor) { _refused = reader.ReadUInt64(), _unprocessable = reader.ReadUInt64() };
            for (var left = reader.ReadUInt32(); left > 0; left--)
            {
                restored._early.Add(EarlyMail.Read(ref reader));
            }

            restored._roster = Roster.Read(ref reader);
            restored._requests = GroupInfoRequests.Read(ref reader);
            restored._service = reader.ReadPresence() ? DeliverySnapshot.Read(ref reader, kit) : null;
            restored._counted.Restore(ref reader);
            reader.ExpectEnd();
            return restored;
        }
        catch (MalformedException malformed)
        {
            throw new InvalidDataException($"snapshot of {actor}: {malformed.Message}", malformed);
        }
    }

    /// <inheritdoc/>
    public byte[] Report() => Tls.Encode(new GroupReport(
        _service?.Epoch ?? 0,
        _service?.Number ?? 0,
        _roster.MemberNames().SelectMany(user => _roster.Find(user)!.Addresses).ToValueList(),
        (uint)_requests.Count,
        _refused,
        _unprocessable));

    private void Receive(Turn turn, Envelope envelope)
    {
        GroupMail mail;
        try
        {
            mail = envelope.Kind == MailKinds.Group ? Tls.Decode<GroupMail>(envelope.Body.Span) : throw new MalformedException($"mail of kind {envelope.Kind}", 0);
        }
        catch (MalformedException)
        {
            Refuse(turn, ServiceRules.Malformed);
            return;
        }

        if (envelope.Sender.Kind == ActorKind.Device)
        {
            SentMessages.Observe(turn, mail);
        }

        Receive(turn, envelope.Sender, mail);
    }

    private void Receive(Turn turn, ActorId sender, GroupMail mail)
    {
        Handle(turn, sender, mail);
        _counted.Charge(turn);
    }

    private void Handle(Turn turn, ActorId sender, GroupMail mail)
    {
        if (mail is GroupMail.Create create)
        {
            Create(turn, sender, create);
            return;
        }

        if (_service is null)
        {
            Hold(turn, sender, mail);
            return;
        }

        switch (mail)
        {
            case GroupMail.Submit submit:
                Submit(turn, sender, submit);
                break;
            case GroupMail.Message message when sender.Kind == ActorKind.Device:
                Post(turn, sender.Name, message.Octets);
                break;
            case GroupMail.Fetch fetch when Speaks(sender, fetch.Device):
                Fetch(turn, fetch);
                break;
            case GroupMail.RequestGroupInfo request when Speaks(sender, request.Device):
                RequestGroupInfo(turn, request.Device);
                break;
            case GroupMail.SupplyGroupInfo supply when sender.Kind == ActorKind.Device:
                Supply(turn, supply);
                break;
            case GroupMail.ReportUnprocessable when sender.Kind == ActorKind.Device:
                // The member itself lets the outside see why; here it only counts.
                _unprocessable++;
                break;
            default:
                Refuse(turn, ServiceRules.UnexpectedMail);
                break;
        }
    }

    /// <summary>Whether the sender is that device, or the account service of its user.</summary>
    private static bool Speaks(ActorId sender, string device) => Address.IsDevice(device)
        && ((sender.Kind == ActorKind.Device && sender.Name == device) || (sender.Kind == ActorKind.User && sender.Name == Address.UserOf(device)));

    private void Hold(Turn turn, ActorId sender, GroupMail mail)
    {
        if (_early.Count < MaxEarly)
        {
            _early.Add(new EarlyMail(sender, turn.Operation, mail));
        }
        else
        {
            Refuse(turn, ServiceRules.UnknownGroup);
        }
    }

    private void Create(Turn turn, ActorId sender, GroupMail.Create create)
    {
        if (!Speaks(sender, create.CreatorDevice) || !Address.Reaches(create.CreatorAddress, create.CreatorDevice))
        {
            Refuse(turn, ServiceRules.WrongSender);
            return;
        }

        try
        {
            if (_service is not null)
            {
                RefuseTo(turn, create.CreatorDevice, ServiceRules.GroupExists);
                return;
            }

            var founded = DeliveryService.Found(_kit, turn.Now, create.GroupInfo, create.CreatorAddress);
            if (_kit.Rules?.Broken(founded.Current.Tree, null, null, turn.Now) is { } rule)
            {
                RefuseTo(turn, create.CreatorDevice, rule);
                return;
            }

            _service = founded;
        }
        catch (MalformedException)
        {
            RefuseTo(turn, create.CreatorDevice, ServiceRules.Malformed);
            return;
        }
        catch (ProtocolViolationException violation)
        {
            RefuseTo(turn, create.CreatorDevice, violation.Violation.Id);
            return;
        }

        turn.Observe(new Observation.RosterChanged(_group, 0, create.CreatorAddress, string.Empty));
        var isCommitted = create.Submission.Commit.Length > 0
            && Submit(turn, sender, new GroupMail.Submit(create.Submission, create.CreatorDevice, sender.Kind == ActorKind.User ? sender.Name : string.Empty), create.CreatorAddress);
        if (!isCommitted)
        {
            TellCreator(turn, create);
        }

        var early = _early.ToList();
        _early.Clear();
        early.ForEach(mail => Receive(turn.For(mail.Operation), mail.Sender, mail.Mail));
    }

    /// <summary>A creator who stays alone hears of its address by entry 0, which opens its chain of rosters; otherwise the first Commit does that.</summary>
    private void TellCreator(Turn turn, GroupMail.Create create)
    {
        _roster.Change([create.CreatorAddress], [], 0);
        turn.ToUser(
            Address.UserOf(create.CreatorAddress),
            new UserMail.GroupEntry(_group, 0, create.CreatorAddress, create.CreatorDevice, default, default, true, [create.CreatorAddress], 0, 0) { SentAt = (ulong)turn.SentAt, AcceptedAt = (ulong)turn.Now });
    }

    /// <summary>Takes a Commit, or says why not.</summary>
    /// <param name="turn">The event.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="submit">The Commit.</param>
    /// <param name="creator">Address of the creator, where this is the Commit that a group is created with.</param>
    /// <returns>Whether it was accepted.</returns>
    private bool Submit(Turn turn, ActorId sender, GroupMail.Submit submit, string? creator = null)
    {
        var isRelayed = submit.Relay.Length > 0;
        if (!Speaks(sender, submit.Device) || isRelayed != (sender.Kind == ActorKind.User) || submit.Submission.Group != _group)
        {
            Refuse(turn, ServiceRules.WrongSender);
            return false;
        }

        var submission = submit.Submission;
        switch (_service!.Submit(_kit, turn.Now, submission.Commit, submission.AddedAddresses, address => Address.Reaches(address, submit.Device), _kit.Rules))
        {
            case SubmissionResult.Accepted accepted:
                Announce(turn, submit, accepted, creator);
                return true;
            case SubmissionResult.Conflict conflict:
                turn.Observe(new Observation.Conflict(_group, unchecked((long)conflict.Epoch), submit.Device));
                Answer(turn, submit, string.Empty);
                return false;
            case SubmissionResult.Refused refused:
                Refuse(turn, refused.Rule);
                Answer(turn, submit, refused.Rule);
                return false;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void Answer(Turn turn, GroupMail.Submit submit, string rule)
    {
        if (submit.Relay.Length > 0)
        {
            turn.ToUser(submit.Relay, new UserMail.RotationRefused(_group, submit.Submission.Obligation, submit.Device, _service!.Epoch, rule));
        }
        else
        {
            turn.ToDevice(submit.Device, new DeviceItem.Refused(GroupName.Of(_group), _service!.Epoch, rule));
        }
    }

    private void Announce(Turn turn, GroupMail.Submit submit, SubmissionResult.Accepted accepted, string? creator)
    {
        var submission = submit.Submission;
        var epoch = _service!.Epoch;
        var entered = accepted.Added.Concat(accepted.Entered is { } address ? [address] : creator is null ? [] : new[] { creator });
        var changed = _roster.Change(entered, accepted.Removed, accepted.Number);
        var common = new UserMail.GroupEntry(_group, accepted.Number, accepted.From, submit.Device, submission.Commit, default, false, [], 0, epoch) { SentAt = (ulong)turn.SentAt, AcceptedAt = (ulong)turn.Now };
        var others = _roster.MembersBut(changed.Keys);
        if (others.Count > 0)
        {
            turn.ToUsers(others, common);
        }

        foreach (var (user, before) in changed)
        {
            var joins = accepted.Added.Any(added => Address.UserOf(added) == user);
            turn.ToUser(user, common with
            {
                Octets = before is { IsMember: true } || !joins || user == Address.UserOf(accepted.From) ? submission.Commit : default,
                Welcome = joins ? submission.Welcome : default,
                ChangesRoster = true,
                Roster = _roster.Find(user)!.Addresses,
                PreviousRosterNumber = before?.Number ?? 0,
            });
            if (!_roster.Find(user)!.IsMember)
            {
                _requests.Left(user);
            }
        }

        _requests.Committed(Address.UserOf(accepted.From));
        ObserveChange(turn, accepted, epoch);
    }

    private void ObserveChange(Turn turn, SubmissionResult.Accepted accepted, ulong epoch)
    {
        var entered = accepted.Entered is { } address ? accepted.Added.Append(address) : accepted.Added;
        var added = entered.Except(accepted.Removed, StringComparer.Ordinal).ToList();
        var removed = accepted.Removed.Except(entered, StringComparer.Ordinal).ToList();
        if (added.Count + removed.Count > 0)
        {
            turn.Observe(new Observation.RosterChanged(_group, (long)epoch, string.Join(' ', added), string.Join(' ', removed)));
        }

        turn.Observe(new Observation.CommitAccepted(_group, (long)epoch - 1, PathSizes.Of(accepted.Transition)));
        turn.Observe(new Observation.OperationEffective(_group));
    }

    private void Post(Turn turn, string device, OpaqueBytes octets)
    {
        if (_roster.AddressOf(device) is not { } from)
        {
            GiveUp(turn, ServiceRules.NotAMember);
            return;
        }

        switch (_service!.Post(_kit, turn.Now, octets, address => address == from))
        {
            case PostingResult.Application application:
                var entitled = _roster.AddressCount - (from == device ? 1 : 0);
                turn.Observe(new Observation.MessageAccepted(
                    _group, (long)application.Number, (long)application.Epoch, device, entitled, 0, (long)_service.Epoch));
                Multicast(turn, application.Number, from, device, octets);
                break;
            case PostingResult.Proposal proposal:
                Multicast(turn, proposal.Number, from, device, octets);
                break;
            case PostingResult.Refused { Rule: ServiceRules.MessageTooOld }:
                GiveUp(turn, ServiceRules.MessageTooOld);
                break;
            case PostingResult.Refused refused:
                Refuse(turn, refused.Rule);
                break;
            default:
                break;
        }
    }

    private void Multicast(Turn turn, ulong number, string from, string device, OpaqueBytes octets) => turn.ToUsers(
        _roster.Members,
        new UserMail.GroupEntry(_group, number, from, device, octets, default, false, [], 0, _service!.Epoch) { SentAt = (ulong)turn.SentAt, AcceptedAt = (ulong)turn.Now });

    private void Fetch(Turn turn, GroupMail.Fetch fetch)
    {
        if (_roster.Find(Address.UserOf(fetch.Device)) is null)
        {
            RefuseTo(turn, fetch.Device, ServiceRules.NotAMember);
        }
        else if (_service!.Fetch(fetch.Device, fetch.Epoch) is { } epoch)
        {
            turn.ToDevice(fetch.Device, GroupStates.Of(GroupName.Of(_group), epoch));
        }
        else
        {
            RefuseTo(turn, fetch.Device, ServiceRules.EpochGone);
        }
    }

    private void RequestGroupInfo(Turn turn, string device)
    {
        // A new device of a member may be about to enter without a leaf yet.
        if (_roster.Find(Address.UserOf(device)) is not { IsMember: true } || !_kit.IsDevice(device, turn.Now))
        {
            RefuseTo(turn, device, ServiceRules.NotAMember);
            return;
        }

        _requests.Open(turn, device);
        AskForGroupInfo(turn, device);
    }

    private void AskForGroupInfo(Turn turn, string device)
    {
        if (_requests.Next(device, _roster) is { } user)
        {
            GroupInfoRequests.Ask(turn, _group, user, device, _kit.Settings.GroupInfoDeadlineMilliseconds);
        }
        else
        {
            turn.ToDevice(device, new DeviceItem.Refused(GroupName.Of(_group), _service!.Epoch, ServiceRules.NoGroupInfo));
        }
    }

    private void Supply(Turn turn, GroupMail.SupplyGroupInfo supply)
    {
        if (_requests.Find(supply.Requester) is not { } operation)
        {
            return;
        }

        if (IsCurrent(supply.GroupInfo))
        {
            _requests.Close(turn, supply.Requester);
            var tree = _service!.Retained[_service.Epoch].Tree;
            turn.For(operation).ToDevice(supply.Requester, new DeviceItem.GroupInfoSupplied(_group, _service.Number, supply.GroupInfo, tree));
        }
        else
        {
            AskForGroupInfo(turn.For(operation), supply.Requester);
        }
    }

    private bool IsCurrent(OpaqueBytes octets)
    {
        try
        {
            return Tls.Decode<MlsMessage>(octets) is MlsMessage.OfGroupInfo { GroupInfo: var info }
                && info.Context == _service!.Current.Context
                && _service.Current.Tree.Leaf(info.Signer) is { } signer
                && info.IsSignedBy(_kit.Crypto, signer.SignatureKey);
        }
        catch (MalformedException)
        {
            return false;
        }
    }

    /// <summary>An honest device can be late: what it has to say is lost.</summary>
    private void GiveUp(Turn turn, string rule)
    {
        _refused++;
        turn.Observe(new Observation.OperationSkipped(rule));
    }

    private void RefuseTo(Turn turn, string device, string rule)
    {
        Refuse(turn, rule);
        turn.ToDevice(device, new DeviceItem.Refused(GroupName.Of(_group), _service?.Epoch ?? 0, rule));
    }

    private void Refuse(Turn turn, string rule)
    {
        _refused++;
        turn.Observe(new Observation.HostileRefused(rule));
    }
}
