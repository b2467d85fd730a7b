using Grains.Actors;
using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>The delivery service of one group as an actor: reads its mail and says who has to do with it.</summary>
public sealed class GroupActor : IActor
{
    private const int MaxEarly = 256;

    private GroupActor(DeliveryState state) => State = state;

    /// <summary>The service of a group that does not exist yet.</summary>
    public GroupActor(ServiceKit kit, ActorId actor)
        : this(new DeliveryState(kit, (actor ?? throw new ArgumentNullException(nameof(actor))).Name))
    {
    }

    /// <summary>Everything that it holds: public state only.</summary>
    internal DeliveryState State { get; }

    /// <summary>The service that made <paramref name="snapshot"/>.</summary>
    /// <exception cref="InvalidDataException">Not a snapshot of this version.</exception>
    public static GroupActor Restore(ServiceKit kit, ActorId actor, ReadOnlySpan<byte> snapshot) => new(DeliveryState.Read(kit, actor, snapshot));

    /// <inheritdoc/>
    public void Handle(long now, ActorEvent what, IOutbox outbox)
    {
        switch (what)
        {
            // The engine numbers letters, so a copy is known by its number.
            case ActorEvent.Delivered { Envelope: { Copy: 0 } envelope }:
                Receive(new Turn(now, envelope.Operation, outbox, envelope.Letter.SentAt), envelope);
                break;
            case ActorEvent.TimerDue { Key: var key } when GroupInfoRequests.RequesterOf(key) is { } device && State.Requests.Find(device) is { } operation:
                GroupInfoMail.Ask(State, new Turn(now, operation, outbox), device);
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public byte[] Snapshot() => State.Write();

    /// <inheritdoc/>
    public byte[] Report() => Tls.Encode(GroupReport.Of(State));

    private void Receive(Turn turn, Envelope envelope)
    {
        GroupMail mail;
        try
        {
            mail = envelope.Kind == MailKinds.Group ? Tls.Decode<GroupMail>(envelope.Body.Span) : throw new MalformedException($"mail of kind {envelope.Kind}", 0);
        }
        catch (MalformedException)
        {
            State.Refuse(turn, ServiceRules.Malformed);
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
        if (mail is GroupMail.Create create)
        {
            CreationMail.Create(State, turn, sender, create);
            if (State.Service is not null)
            {
                ReceiveEarly(turn);
            }
        }
        else if (State.Service is null)
        {
            Hold(turn, sender, mail);
        }
        else
        {
            Handle(turn, sender, mail);
        }

        State.Counted.Charge(turn);
    }

    private void Handle(Turn turn, ActorId sender, GroupMail mail)
    {
        switch (mail)
        {
            case GroupMail.Submit submit:
                CommitMail.Submit(State, turn, sender, submit);
                break;
            case GroupMail.Message message when sender.Kind == ActorKind.Device:
                MessageMail.Post(State, turn, sender.Name, message.Octets);
                break;
            case GroupMail.Fetch fetch when Address.Speaks(sender, fetch.Device):
                GroupInfoMail.Fetch(State, turn, fetch);
                break;
            case GroupMail.RequestGroupInfo request when Address.Speaks(sender, request.Device):
                GroupInfoMail.Request(State, turn, request.Device);
                break;
            case GroupMail.SupplyGroupInfo supply when sender.Kind == ActorKind.Device:
                GroupInfoMail.Supply(State, turn, supply);
                break;
            case GroupMail.ReportUnprocessable when sender.Kind == ActorKind.Device:
                // The member itself lets the outside see why; here it only counts.
                State.Unprocessable++;
                break;
            default:
                State.Refuse(turn, ServiceRules.UnexpectedMail);
                break;
        }
    }

    private void Hold(Turn turn, ActorId sender, GroupMail mail)
    {
        if (State.Early.Count < MaxEarly)
        {
            State.Early.Add(new EarlyMail(sender, turn.Operation, mail));
        }
        else
        {
            State.Refuse(turn, ServiceRules.UnknownGroup);
        }
    }

    private void ReceiveEarly(Turn turn)
    {
        var early = State.Early.ToList();
        State.Early.Clear();
        early.ForEach(mail => Receive(turn.For(mail.Operation), mail.Sender, mail.Mail));
    }
}
