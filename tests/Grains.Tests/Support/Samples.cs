using Grains.Actors;
using Grains.Interfaces.Contracts;
using Grains.Post;

namespace Grains.Tests.Support;

/// <summary>Envelopes and seats for tests of single parts.</summary>
internal static class Samples
{
    public static ActorId Me { get; } = ActorId.Device("u1/d1");

    public static RunKey Run { get; } = new("run", "mode");

    public static ActorSeat Seat(long seed = 1) => new(Run, Me, seed, Octets.Empty, new DirectoryLog());

    public static Mail Mail(ActorId to, string kind, LinkClass link = LinkClass.DeviceToService, byte content = 0) => new()
    {
        To = Recipients.One(to),
        Kind = kind,
        Link = link,
        Operation = Operation.None,
        Body = Octets.Own([content]),
        Label = "test",
    };

    public static Envelope Envelope(ActorId sender, long sequence, long arrivesAt, string? kind = null) =>
        new(Letter.Of(Mail(Me, kind ?? $"{sender.Name} {sequence}"), Run, sender, sequence, 0), Me, arrivesAt, 0);
}
