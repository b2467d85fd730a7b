using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Grains.Post;

namespace Grains.Tests.Support;

/// <summary>Loses a tenth of all mail and delivers another tenth twice, the copy half a second later.</summary>
internal sealed class LossAndDuplication : IMailFaults
{
    public ImmutableArray<Envelope> Apply(RunSettings settings, Envelope envelope)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var chance = Mixing.Combine(Mixing.Combine((ulong)settings.Seed, envelope.Sender.StableHash), Mixing.Combine((ulong)envelope.Sequence, envelope.Recipient.StableHash));
        return (chance % 10) switch
        {
            0 => [],
            1 => [envelope, envelope with { ArrivesAt = envelope.ArrivesAt + 500, Copy = 1 }],
            _ => [envelope],
        };
    }
}
