using Grains.Interfaces.Contracts;
using Grains.Metering;

namespace Grains.Post;

/// <summary>How a letter reaches its recipients, wherever the run is carried: each gets its copy, at its time, after the faults of the network; and what of it counts as traffic.</summary>
/// <param name="settings">The run's settings.</param>
/// <param name="faults">Faults of the network, where there are any.</param>
/// <param name="traffic">Where it is counted.</param>
internal sealed class Carriage(RunSettings settings, IMailFaults? faults, TrafficLedger traffic)
{
    private readonly LatencyModel _latency = new(settings);

    /// <summary>A letter leaves its sender.</summary>
    public void Send(Letter letter)
    {
        if (Counts(letter))
        {
            traffic.Sent(letter);
        }
    }

    /// <summary>Gives each recipient its copies.</summary>
    /// <param name="posting">The letter, for recipients that are carried here.</param>
    /// <param name="insert">Takes a copy with its time of arrival.</param>
    /// <returns>When the first one arrives; <see langword="null"/> where none does.</returns>
    public long? Deliver(Posting posting, Action<Envelope> insert)
    {
        var letter = posting.Letter;
        var copies = 0;
        long? earliest = null;
        foreach (var recipient in posting.To.Actors)
        {
            var envelope = new Envelope(letter, recipient, _latency.Arrival(letter, recipient), 0);
            if (faults is null || letter.Link == LinkClass.Self)
            {
                Arrive(envelope);
                continue;
            }

            foreach (var arriving in faults.Apply(settings, envelope))
            {
                Arrive(arriving);
            }
        }

        if (Counts(letter))
        {
            traffic.Delivered(letter, copies);
        }

        return earliest;

        void Arrive(Envelope copy)
        {
            insert(copy);
            earliest = earliest < copy.ArrivesAt ? earliest : copy.ArrivesAt;
            copies++;
        }
    }

    /// <summary>What an actor says to itself, or what a thief overhears, no network has carried for the users.</summary>
    private static bool Counts(Letter letter) => letter.Link is not (LinkClass.Self or LinkClass.Overheard);
}
