using Grains.Interfaces.Contracts;

namespace Grains.Metering;

/// <summary>Counts what is carried by operation, phase, label and link: of a mail its MLS messages under its own label, records for the directory under "directory",
/// and everything else under "control";
/// so that the sum of all lines is what was carried. Grows with the number of lines, never with the number of mails.</summary>
internal sealed class TrafficLedger
{
    private readonly Dictionary<TrafficKey, Line> _lines = [];
    private readonly OperationLedger _operations = new();

    public IEnumerable<TrafficAccount> Accounts =>
        _lines.Select(pair => new TrafficAccount(pair.Key, pair.Value.Mails, pair.Value.SentOctets, pair.Value.Deliveries, pair.Value.DeliveredOctets));

    /// <summary>The same by operation of the trace.</summary>
    public IEnumerable<OperationTraffic> Operations => _operations.Accounts;

    /// <summary>A mail has left its sender.</summary>
    public void Sent(Letter letter)
    {
        LineOf(letter, letter.Label).Mails++;
        foreach (var (label, octets) in Parts(letter))
        {
            LineOf(letter, label).SentOctets += octets;
            _operations.Add(letter.Operation.Id, letter.Operation.Name, label, letter.Link, octets, 0);
        }
    }

    /// <summary>Copies of a mail will arrive at actors of this silo.</summary>
    public void Delivered(Letter letter, int copies)
    {
        LineOf(letter, letter.Label).Deliveries += copies;
        foreach (var (label, octets) in Parts(letter))
        {
            LineOf(letter, label).DeliveredOctets += copies * octets;
            _operations.Add(letter.Operation.Id, letter.Operation.Name, label, letter.Link, 0, copies * octets);
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
        _operations.Add(other.OperationId, other.Key.Operation, other.Key.Label, other.Key.Link, other.SentOctets, other.DeliveredOctets);
    }

    private static ReadOnlySpan<(string Label, long Octets)> Parts(Letter letter)
    {
        (string Label, long Octets)[] parts =
        [
            (letter.Label, letter.CountedOctets),
            (TrafficLabels.Control, letter.Body.Length - letter.CountedOctets - letter.DirectoryOctets),
            (TrafficLabels.Directory, letter.DirectoryOctets),
        ];
        return parts.AsSpan(0, letter.DirectoryOctets > 0 ? 3 : 2);
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
