using Grains.Interfaces.Contracts;

namespace Grains.Metering;

/// <summary>Counts what is carried by operation of the trace, so that what several runs did of one trace can be compared. Grows with the trace, never with the number of mails.</summary>
internal sealed class OperationLedger
{
    private readonly Dictionary<(long Id, string Name), Line> _lines = [];

    public IEnumerable<OperationTraffic> Accounts => _lines.Select(pair => pair.Value.Of(pair.Key.Id, pair.Key.Name));

    /// <summary>Something left its sender, or arrived. What no operation of the trace has caused is left out.</summary>
    public void Add(long operation, string name, string label, LinkClass link, long sent, long delivered)
    {
        if (operation == 0)
        {
            return;
        }

        if (!_lines.TryGetValue((operation, name), out var line))
        {
            line = new Line();
            _lines.Add((operation, name), line);
        }

        line.Add(label, link, sent, delivered);
    }

    private sealed class Line
    {
        private (long Sent, long Delivered) _messages;
        private (long Sent, long Delivered) _directory;
        private (long Sent, long Delivered) _control;
        private (long Sent, long Delivered) _services;

        public void Add(string label, LinkClass link, long sent, long delivered)
        {
            if (link == LinkClass.ServiceToService)
            {
                _services.Sent += sent;
                _services.Delivered += delivered;
                return;
            }

            ref var column = ref _messages;
            switch (label)
            {
                case TrafficLabels.Directory:
                    column = ref _directory;
                    break;
                case TrafficLabels.Control:
                    column = ref _control;
                    break;
                default:
                    break;
            }

            column.Sent += link == LinkClass.DeviceToService ? sent : 0;
            column.Delivered += link == LinkClass.ServiceToDevice ? delivered : 0;
        }

        public OperationTraffic Of(long id, string name) => new(
            id, name, _messages.Sent, _messages.Delivered, _directory.Sent, _directory.Delivered, _control.Sent, _control.Delivered, _services.Sent, _services.Delivered);
    }
}
