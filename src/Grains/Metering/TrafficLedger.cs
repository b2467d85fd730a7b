using Grains.Interfaces.Contracts;

namespace Grains.Metering;

/// <summary>Counts what is carried by operation, phase, label and link: of a mail its MLS messages under its own label, records for the directory under "directory",
/// and everything else under "control";
/// so that the sum of all lines is what was carried. Grows with the number of lines, never with the number of mails.</summary>
internal sealed class TrafficLedger
{
    private readonly Dictionary<TrafficKey, Line> _lines = [];

    public IEnumerable<TrafficAccount> Accounts =>
        _lines.Select(pair => new TrafficAccount(pair.Key, pair.Value.Mails, pair.Value.SentOctets, pair.Value.Deliveries, pair.Value.DeliveredOctets));

    /// <summary>A mail has left its sender.</summary>
    public void Sent(Letter letter)
    {
        var line = LineOf(letter, letter.Label);
        line.Mails++;
        line.SentOctets += letter.CountedOctets;
        LineOf(letter, TrafficLabels.Control).SentOctets += letter.Body.Length - letter.CountedOctets - letter.DirectoryOctets;
        if (letter.DirectoryOctets > 0)
        {
            LineOf(letter, TrafficLabels.Directory).SentOctets += letter.DirectoryOctets;
        }
    }

    /// <summary>Copies of a mail will arrive at actors of this silo.</summary>
    public void Delivered(Letter letter, int copies)
    {
        var line = LineOf(letter, letter.Label);
        line.Deliveries += copies;
        line.DeliveredOctets += (long)copies * letter.CountedOctets;
        LineOf(letter, TrafficLabels.Control).DeliveredOctets += (long)copies * (letter.Body.Length - letter.CountedOctets - letter.DirectoryOctets);
        if (letter.DirectoryOctets > 0)
        {
            LineOf(letter, TrafficLabels.Directory).DeliveredOctets += (long)copies * letter.DirectoryOctets;
        }
    }

    /// <summary>Something that was carried without being mail.</summary>
    public void Add(TrafficAccount other)
    {
        var line = LineOf(other.Key);
        line.Mails += other.Mails;
        line.SentOctets += other.SentOctets;
        line.Deliveries += other.Deliveries;
        line.DeliveredOctets += other.DeliveredOctets;
    }

    private Line LineOf(Letter letter, string label) => LineOf(new TrafficKey(letter.Operation.Name, letter.Operation.Phase, label, letter.Link));

    private Line LineOf(TrafficKey key)
    {
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
