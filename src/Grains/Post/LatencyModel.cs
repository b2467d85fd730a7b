using Grains.Actors;
using Grains.Interfaces.Contracts;

namespace Grains.Post;

/// <summary>Latency as a function of (seed, message id, recipient, link class). Whole numbers only, so that it is the same on every machine.</summary>
internal sealed class LatencyModel(RunSettings settings)
{
    /// <summary>ln 2 in units of 2^-16.</summary>
    private const ulong Ln2 = 45426;

    /// <summary>When <paramref name="letter"/> arrives at <paramref name="recipient"/>, in virtual milliseconds.</summary>
    public long Arrival(Letter letter, ActorId recipient)
    {
        if (letter.Link == LinkClass.Self)
        {
            return letter.SentAt;
        }

        if (letter.Link == LinkClass.Overheard)
        {
            return letter.SentAt + settings.QuantumMilliseconds;
        }

        var latency = Of(letter.Link);
        var chance = Mixing.Combine(
            EventOrder.MessageHash(settings.Seed, letter.Sender, letter.Sequence),
            unchecked(recipient.StableHash + (ulong)letter.Link));
        return letter.SentAt + latency.MinimumMilliseconds + Above(latency, chance);
    }

    private LinkLatency Of(LinkClass link) => link switch
    {
        LinkClass.DeviceToService => settings.DeviceToService,
        LinkClass.ServiceToDevice => settings.ServiceToDevice,
        LinkClass.ServiceToService => settings.ServiceToService,
        _ => throw new ArgumentOutOfRangeException(nameof(link), link, "not a link"),
    };

    private static long Above(LinkLatency latency, ulong chance)
    {
        var mean = (ulong)(latency.MeanMilliseconds - latency.MinimumMilliseconds);
        return latency.Law switch
        {
            LatencyLaw.Uniform => (long)(chance % ((2 * mean) + 1)),
            LatencyLaw.Exponential => (long)(((mean * MinusLog(chance)) + (1 << 15)) >> 16),
            _ => throw new ArgumentOutOfRangeException(nameof(latency), latency.Law, "not a law"),
        };
    }

    /// <summary>-ln(u) in units of 2^-16 for u = (chance + 1) / 2^64, by repeated squaring.</summary>
    private static ulong MinusLog(ulong chance)
    {
        if (chance == ulong.MaxValue)
        {
            return 0;
        }

        var zeros = System.Numerics.BitOperations.LeadingZeroCount(chance + 1);
        var mantissa = (chance + 1) << zeros >> 32;
        var fraction = 0UL;
        for (var bit = 0; bit < 16; bit++)
        {
            mantissa = (mantissa * mantissa) >> 31;
            fraction <<= 1;
            if (mantissa >> 32 != 0)
            {
                fraction |= 1;
                mantissa >>= 1;
            }
        }

        var minusLog2 = ((ulong)(zeros + 1) << 16) - fraction;
        return (minusLog2 * Ln2) >> 16;
    }
}
