using Grains.Actors;
using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>The account service of one user: devices and their mailboxes, KeyPackages, groups. Public state only, and no notion of a mode.</summary>
public sealed class UserActor : IActor
{
    private readonly UserState _state;

    private UserActor(UserState state) => _state = state;

    /// <summary>The service of a user that nobody has heard of yet.</summary>
    public UserActor(ServiceKit kit, ActorId actor)
        : this(new UserState(kit, Name(actor)))
    {
    }

    /// <summary>Everything that it holds.</summary>
    internal UserState State => _state;

    /// <summary>The service that made <paramref name="snapshot"/>.</summary>
    /// <exception cref="InvalidDataException">Not a snapshot of this version.</exception>
    public static UserActor Restore(ServiceKit kit, ActorId actor, ReadOnlySpan<byte> snapshot) => new(UserSnapshot.Read(kit, Name(actor), snapshot));

    /// <inheritdoc/>
    public void Handle(long now, ActorEvent what, IOutbox outbox)
    {
        var turn = new Turn(now, Operation.None, outbox);
        switch (what)
        {
            // The engine numbers letters, so a copy is known by its number.
            case ActorEvent.Delivered { Envelope: { Copy: 0 } envelope }:
                turn = new Turn(now, envelope.Operation, outbox, envelope.Letter.SentAt);
                Receive(turn, envelope);
                break;
            case ActorEvent.TimerDue { Key: var key }:
                _state.Desk.Due(turn, key);
                break;
            default:
                return;
        }

        _state.Counted.Charge(turn);
        _state.Siblings.Deliver(turn);
        _state.Desk.SetTimer(turn);
    }

    /// <inheritdoc/>
    public byte[] Snapshot() => UserSnapshot.Write(_state);

    /// <inheritdoc/>
    public byte[] Report() => Tls.Encode(UserReport.Of(_state));

    private static string Name(ActorId actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Name;
    }

    private void Receive(Turn turn, Envelope envelope)
    {
        UserMail mail;
        try
        {
            mail = envelope.Kind == MailKinds.User ? Tls.Decode<UserMail>(envelope.Body.Span) : throw new MalformedException($"mail of kind {envelope.Kind}", 0);
        }
        catch (MalformedException)
        {
            _state.Refuse(turn, ServiceRules.Malformed);
            return;
        }

        var sender = envelope.Sender;
        if (sender.Kind == ActorKind.Device)
        {
            SentMessages.Observe(turn, mail);
        }

        var isKnown = sender.Kind switch
        {
            ActorKind.Device when Address.UserOf(sender.Name) == _state.User && Address.IsDevice(sender.Name) =>
                FromOwnDevice(turn, _state.Siblings.Meet(sender.Name), envelope.Sequence, mail),
            ActorKind.Device => FromOtherDevice(turn, sender.Name, mail),
            ActorKind.Group => FromGroup(turn, sender.Name, mail),
            ActorKind.User => FromService(turn, mail),
            _ => false,
        };
        if (!isKnown)
        {
            _state.Refuse(turn, ServiceRules.UnexpectedMail);
        }
    }

    private bool FromOwnDevice(Turn turn, Sibling device, long sequence, UserMail mail)
    {
        if (device.IsGone && mail is not UserMail.Presence)
        {
            // It does not know yet that it is signed out, or has not even come yet: then it hears of it now.
            if (mail is UserMail.Enroll)
            {
                DeviceMail.Presence(_state, turn, device, sequence, isOnline: true);
            }

            return true;
        }

        if (device.IsLeaving && mail is UserMail.SubmitRotation or UserMail.AskSiblingWelcome)
        {
            // Nor does this one know yet that it is to go.
            return true;
        }

        switch (mail)
        {
            case UserMail.Enroll enroll:
                DeviceMail.Enroll(_state, turn, device, sequence, enroll);
                return true;
            case UserMail.Presence presence:
                DeviceMail.Presence(_state, turn, device, sequence, presence.IsOnline);
                device.IsBack = device.IsOnline && presence.IsOnline;
                return true;
            case UserMail.Publish publish:
                KeyPackageMail.Publish(_state, turn, device, publish);
                return true;
            case UserMail.RelayCreateGroup relay:
                GroupEntryMail.RelayCreate(_state, turn, device, relay);
                return true;
            case UserMail.RemoveDevice remove:
                Removals.Ask(_state, turn, device, remove);
                return true;
            case UserMail.FoundUserGroup found:
                UserGroupMail.Found(_state, turn, device, found);
                return true;
            case UserMail.SubmitUserCommit submit:
                UserGroupMail.Submit(_state, turn, device, submit);
                return true;
            case UserMail.UserGroupMessage message:
                UserGroupMail.Message(_state, turn, device, message);
                return true;
            case UserMail.ReachedEpoch reached:
                UserGroupMail.Reached(_state, turn, reached);
                return true;
            case UserMail.AskSiblingWelcome ask:
                UserGroupMail.AskWelcome(_state, turn, device, ask.Group);
                return true;
            case UserMail.SubmitRotation { Submission: var submission } when device.IsActive:
                _state.Desk.Submitted(submission.Obligation);
                UserGroupMail.Relay(_state, turn, device, submission);
                return true;
            default:
                return FromOtherDevice(turn, device.Name, mail);
        }
    }

    private bool FromOtherDevice(Turn turn, string device, UserMail mail)
    {
        if (mail is not UserMail.TakeKeyPackages take || take.Requester != device)
        {
            return false;
        }

        KeyPackageMail.Take(_state, turn, take);
        return true;
    }

    private bool FromGroup(Turn turn, string group, UserMail mail)
    {
        switch (mail)
        {
            case UserMail.GroupEntry entry when entry.Group == group:
                GroupEntryMail.Receive(_state, turn, entry);
                return true;
            case UserMail.RotationRefused refused when refused.Group == group:
                GroupEntryMail.Refused(_state, turn, refused);
                return true;
            case UserMail.AskGroupInfo ask when ask.Group == group:
                GroupEntryMail.AskGroupInfo(_state, turn, ask);
                return true;
            default:
                return FromService(turn, mail);
        }
    }

    private bool FromService(Turn turn, UserMail mail)
    {
        if (mail is not UserMail.Forward forward)
        {
            return false;
        }

        if (_state.Siblings.Find(forward.Device) is { IsGone: false } device)
        {
            device.Put(forward.Item, turn.Operation);
        }

        return true;
    }
}
