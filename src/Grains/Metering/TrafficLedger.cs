using Grains.Interfaces.Contracts;

namespace Grains.Metering;

/// <summary>Counts mail by operation, phase, label and link. Grows with the number of those, never with the number of mails.</summary>
internal sealed class TrafficLedger
{
    private readonly Dictionary<TrafficKey, Line> _lines = [];

    public IEnumerable<TrafficAccount> Accounts =>
        _lines.Select(pair => new TrafficAccount(pair.Key, pair.Value.Mails, pair.Value.SentOctets, pair.Value.Deliveries, pair.Value.DeliveredOctets));

    /// <summary>A mail has left its sender.</summary>
    public void Sent(Letter letter)
    {
        var line = LineOf(letter);
        line.Mails++;
        line.SentOctets += letter.CountedOctets;
    }

    /// <summary>Copies of a mail will arrive at actors of this silo.</summary>
    public void Delivered(Letter letter, int copies)
    {
        var line = LineOf(letter);
        line.Deliveries += copies;
        line.DeliveredOctets += (long)copies * letter.CountedOctets;
    }

    private Line LineOf(Letter letter)
    {
        var key = new TrafficKey(letter.Operation.Name, letter.Operation.Phase, letter.Label, letter.Link);
        if (!_lines.TryGetValue(key, out var line))
        {
            line = new Line();
            _lines.Add(key, line);
        }

        return line;
    }

    private sealed class Line
    {
        public long Mails { get; set; }

        public long SentOctets { get; set; }

        public long Deliveries { get; set; }

        public long DeliveredOctets { get; set; }
    }
}
