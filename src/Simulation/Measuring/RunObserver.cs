using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Simulation.Checking;

namespace Simulation.Measuring;

/// <summary>Everything that is kept of a run's observations: the checks and the aggregates. One per silo; parts are put together at the end.</summary>
public sealed class RunObserver
{
    private const int Version = 5;

    private long _devices;

    /// <summary>The checks.</summary>
    public InvariantChecker Checker { get; } = new();

    /// <summary>By part, in the order in which they were put together: devices that observed something there.</summary>
    public ImmutableArray<long> Devices { get; private set; } = [];

    internal RunTally Tally { get; } = new();

    /// <summary>Puts together what the silos kept.</summary>
    /// <exception cref="InvalidDataException">A part is of another version of this program.</exception>
    public static RunObserver Merge(IEnumerable<Octets> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var whole = new RunObserver();
        foreach (var part in parts)
        {
            var reader = new TlsReader(part.Span);
            if (reader.ReadInt32() != Version)
            {
                throw new InvalidDataException("observations of another version of this program");
            }

            whole.Devices = whole.Devices.Add(reader.ReadInt64());
            whole.Checker.Absorb(ref reader);
            whole.Tally.Absorb(ref reader);
        }

        return whole;
    }

    /// <summary>Takes observations; those of one actor come in their order.</summary>
    public void Observe(ImmutableArray<Observed> observations)
    {
        foreach (var observed in observations)
        {
            _devices += observed is { Sequence: 1, Actor.Kind: ActorKind.Device } ? 1 : 0;
            Checker.Observe(observed);
            Tally.Observe(observed);
        }
    }

    /// <summary>What was kept, for <see cref="Merge"/>.</summary>
    public Octets Collect()
    {
        using var writer = new TlsWriter();
        writer.Put(Version);
        writer.Put(_devices);
        Checker.Write(writer);
        Tally.Write(writer);
        return Octets.Own(writer.ToArray());
    }
}
