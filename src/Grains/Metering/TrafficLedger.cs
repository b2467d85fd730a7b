using Grains.Interfaces.Contracts;

namespace Grains.Metering;

/// <summary>Counts what is carried by operation, phase, label and link: of a mail its MLS messages under its own label, records for the directory under "directory",
/// and everything else under "control";
/// so that the sum of all lines is what was carried. Grows with the number of lines, never with the number of mails.</summary>
/// <param name="meter">Where the same goes as metrics; <see langword="null"/> for nowhere.</param>
internal sealed class TrafficLedger(TrafficMeter? meter = null)
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
        var whole = KeyOf(letter, letter.Label);
        LineOf(whole).Mails++;
        meter?.Sized(whole, letter.CountedOctets);
        foreach (var (label, octets) in Parts(letter))
        {
            var key = KeyOf(letter, label);
            LineOf(key).SentOctets += octets;
            meter?.Sent(key, octets);
            _operations.Add(letter.Operation.Id, letter.Operation.Name, label, letter.Link, octets, 0);
        }
    }

    /// <summary>Copies of a mail will arrive at actors of this silo.</summary>
    public void Delivered(Letter letter, int copies)
    {
        var whole = KeyOf(letter, letter.Label);
        LineOf(whole).Deliveries += copies;
        meter?.FannedOut(whole, copies);
        foreach (var (label, octets) in Parts(letter))
        {
            var key = KeyOf(letter, label);
            LineOf(key).DeliveredOctets += copies * octets;
            meter?.Delivered(key, copies * octets);
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
        meter?.Sent(other.Key, other.SentOctets);
        meter?.Delivered(other.Key, other.DeliveredOctets);
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

    private static TrafficKey KeyOf(Letter letter, string label) => new(letter.Operation.Name, letter.Operation.Phase, label, letter.Link);

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
