using Grains.Actors;
using Grains.Interfaces.Contracts;
using Mls.Core.Crypto;
using Mls.Core.Wire;
using Mls.MultiDevice;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;

namespace Grains.Devices;

/// <summary>Carries a device: decodes what comes, hands it over, sends on what comes out. Decides nothing. The only actor that reaches private keys.</summary>
public sealed class DeviceActor : IActor, IDisposable
{
    private const string Timer = "wake";

    private readonly Device _device;
    private readonly DeviceEnvironment _environment;
    private readonly CatchUp _catchUp;

    private DeviceActor(DeviceEnvironment environment, Device device, CatchUp catchUp)
    {
        _environment = environment;
        _device = device;
        _catchUp = catchUp;
    }

    /// <summary>What is carried.</summary>
    internal Device Device => _device;

    /// <summary>A device that does not exist for its user yet.</summary>
    public static DeviceActor Create(DeviceEnvironment environment, string name) => new(environment, new Device(environment, name), new CatchUp());

    /// <summary>The device that made <paramref name="snapshot"/>.</summary>
    /// <exception cref="InvalidDataException">Not a snapshot of this version.</exception>
    public static DeviceActor Restore(DeviceEnvironment environment, string name, ReadOnlySpan<byte> snapshot)
    {
        try
        {
            var reader = new TlsReader(snapshot);
            var device = DeviceSnapshot.Read(ref reader, environment, name);
            var catchUp = CatchUp.Read(ref reader);
            reader.ExpectEnd();
            return new DeviceActor(environment, device, catchUp);
        }
        catch (MalformedException exception)
        {
            throw new InvalidDataException($"snapshot of device {name}: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public void Handle(long now, ActorEvent what, IOutbox outbox)
    {
        ArgumentNullException.ThrowIfNull(what);
        ArgumentNullException.ThrowIfNull(outbox);
        switch (what)
        {
            case ActorEvent.TimerDue:
                Carry(now, _device.Wake(now), outbox);
                break;
            case ActorEvent.Delivered { Envelope: { Copy: 0 } envelope }:
                Receive(now, envelope, outbox);
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public byte[] Snapshot()
    {
        using var writer = new TlsWriter(4096);
        DeviceSnapshot.Write(writer, _device);
        _catchUp.Write(writer);
        return writer.ToArray();
    }

    /// <inheritdoc/>
    public byte[] Report() => Tls.Encode(DeviceReport.Of(_device));

    /// <summary>Clears the device's secrets.</summary>
    public void Dispose() => _device.Dispose();

    private void Receive(long now, Envelope envelope, IOutbox outbox)
    {
        var cause = new Cause(envelope.Operation.Id, envelope.Operation.Name, envelope.Operation.Phase == Phase.Measured);
        MailboxDelivery? delivery = null;
        try
        {
            var step = envelope.Kind switch
            {
                MailKinds.Command => Obey(now, cause, Tls.Decode<TraceCommand>(envelope.Body.Span)),
                MailKinds.Mailbox => _device.Handle(now, cause, delivery = Tls.Decode<MailboxDelivery>(envelope.Body.Span)),
                MailKinds.Overheard => _device.Overhear(now, cause, Tls.Decode<DeviceItem>(envelope.Body.Span)),
                _ => throw new MalformedException($"mail of kind {envelope.Kind}", 0),
            };
            Carry(now, step, outbox);
            if (delivery is not null && _catchUp.Take(envelope.Letter, now, delivery.Items.Count) is { } caughtUp)
            {
                outbox.Observe(caughtUp, envelope.Operation);
            }
        }
        catch (MalformedException)
        {
            outbox.Observe(new Observation.HostileRefused("malformed"), envelope.Operation);
        }
    }

    private Step Obey(long now, Cause cause, TraceCommand command)
    {
        if (command is TraceCommand.GoOnline && !_device.IsOnline)
        {
            _catchUp.Return(now);
        }

        return _device.Handle(now, cause, command);
    }

    private void Carry(long now, Step step, IOutbox outbox)
    {
        foreach (var effect in step.Effects)
        {
            switch (effect)
            {
                case Effect.ToUser mail:
                    outbox.Send(MailEncoder.ToUser(mail.User, mail.Mail, LinkClass.DeviceToService, Of(mail.Cause)));
                    break;
                case Effect.ToGroup mail:
                    outbox.Send(MailEncoder.ToGroup(mail.Group, mail.Mail, LinkClass.DeviceToService, Of(mail.Cause)));
                    break;
                case Effect.ToDirectory entry:
                    outbox.AppendToDirectory(entry.User, "record", Octets.Own(entry.Record.ToArray()), Of(entry.Cause));
                    break;
                case Effect.WakeAt wake:
                    outbox.SetTimer(Timer, wake.At);
                    break;
                case Effect.Seen { Fact: DeviceFact.Operations operations } seen:
                    var cost = CostOf(operations.Counts);
                    outbox.Spend(cost);
                    _catchUp.Spend(now, cost);
                    outbox.Observe(Translate(operations), Of(seen.Cause));
                    break;
                case Effect.Seen { Fact: DeviceFact.DirectoryUsed used } seen:
                    outbox.Fetched(used.Fetched, used.FetchedOctets, LinkClass.ServiceToDevice, Of(seen.Cause));
                    outbox.Observe(Translate(used), Of(seen.Cause));
                    break;
                case Effect.Seen seen:
                    outbox.Observe(Translate(seen.Fact), Of(seen.Cause));
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
    }

    private long CostOf(OperationCounts counts)
    {
        var costs = _environment.Settings.CostsOf(_device.Class);
        return (counts.Sign * costs.Sign)
            + (counts.Verify * costs.Verify)
            + (counts.Seal * costs.Seal)
            + (counts.Open * costs.Open)
            + (counts.DeriveKeyPair * costs.DeriveKeyPair)
            + ((counts.AeadSeal + counts.AeadOpen) * costs.Aead)
            + ((counts.Hash + counts.Mac + counts.Kdf) * costs.Hash);
    }

    private static Operation Of(Cause cause) => new(cause.Id, cause.Name, cause.IsMeasured ? Phase.Measured : Phase.Setup);

    private static Observation Translate(DeviceFact fact) => fact switch
    {
        DeviceFact.EpochEntered seen => new Observation.EpochEntered(seen.Group, Number(seen.Epoch), seen.AuthenticatorHash, seen.Joined),
        DeviceFact.CommitUnprocessable seen => new Observation.CommitUnprocessable(seen.Group, Number(seen.Epoch), seen.Rule),
        DeviceFact.KeyNonceUsed seen => new Observation.KeyNonceUsed(seen.Group, Number(seen.Epoch), seen.High, seen.Low),
        DeviceFact.MessageOpened seen => new Observation.MessageOpened(seen.Group, Number(seen.Number), Number(seen.Epoch), seen.Milliseconds),
        DeviceFact.MessageSkipped seen => new Observation.MessageSkipped(seen.Group, Number(seen.Number), Number(seen.Epoch), Number(seen.JoinEpoch)),
        DeviceFact.MessageFailed seen => new Observation.MessageFailed(seen.Group, Number(seen.Number), seen.Rule),
        DeviceFact.OperationSkipped seen => new Observation.OperationSkipped(seen.Reason),
        DeviceFact.Retried seen => new Observation.Retried(seen.Group, (int)Math.Min(seen.Attempt, int.MaxValue)),
        DeviceFact.AttackTried seen => new Observation.AttackTried(seen.Group, Number(seen.Number), Number(seen.Epoch), seen.IsOpen),
        DeviceFact.Refused seen => new Observation.HostileRefused(seen.Rule),
        DeviceFact.DirectoryUsed seen => new Observation.DirectoryUsed(seen.Signed, seen.Fetched),
        DeviceFact.Operations { Counts: var counts } => new Observation.PublicKeyOperations(new PublicKeyCounts
        {
            Seal = counts.Seal,
            Open = counts.Open,
            Sign = counts.Sign,
            Verify = counts.Verify,
            DeriveKeyPair = counts.DeriveKeyPair,
        }),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Epochs and places in logs are what others say: the largest are all one.</summary>
    private static long Number(ulong said) => (long)Math.Min(said, long.MaxValue);
}
