using System.Text.Json;
using Grains.Actors;
using Grains.Interfaces.Contracts;
using Silo.Tests.Planted;
using Xunit;

namespace Silo.Tests;

/// <summary>The sum of all rows of a report is what the engine carried, counted independently at each actor's way out and way in.</summary>
public sealed class EveryOctetTests
{
    [Theory]
    [InlineData("multi-client")]
    [InlineData("tree-root")]
    public async Task The_sum_of_all_rows_is_what_the_engine_carried(string mode)
    {
        var scales = new Scales();
        using var bench = new RealBench { Actors = new FaultyActors(Composition.NewActors(), (_, actor) => new Weighed(actor, scales)) };

        Assert.Equal(0, await bench.RunAsync("run", "ci", "--mode", mode, "--json"));

        using JsonDocument document = JsonDocument.Parse(bench.Output);
        JsonElement summary = document.RootElement[0];
        JsonElement[] rows = [.. summary.GetProperty("traffic").EnumerateArray()];
        Assert.Equal(scales.Sent, Sum(rows, "octetsSent"));
        Assert.Equal(scales.Delivered, Sum(rows, "octetsDelivered"));

        // The totals are sums of the same rows.
        JsonElement totals = summary.GetProperty("totals");
        JsonElement[] counted = [.. rows.Where(row => row.GetProperty("phase").GetString() == "measured" || row.GetProperty("operation").GetString() == "create-group")];
        Assert.Equal(
            Sum(counted, "octetsSent"),
            totals.GetProperty("everything").GetProperty("octetsSent").GetInt64() + totals.GetProperty("betweenServices").GetProperty("octetsSent").GetInt64()
            + Sum(counted.Where(row => row.GetProperty("link").GetString() == "service-to-device"), "octetsSent"));
        Assert.Equal(
            totals.GetProperty("everything").GetProperty("octetsDelivered").GetInt64(),
            Sum(counted.Where(row => row.GetProperty("link").GetString() == "service-to-device"), "octetsDelivered"));
    }

    private static long Sum(IEnumerable<JsonElement> rows, string key) => rows.Sum(row => row.GetProperty(key).GetInt64());

    /// <summary>What all actors together have sent and been delivered.</summary>
    private sealed class Scales
    {
        private long _sent;
        private long _delivered;

        public long Sent => Interlocked.Read(ref _sent);

        public long Delivered => Interlocked.Read(ref _delivered);

        public void Send(long octets) => Interlocked.Add(ref _sent, octets);

        public void Deliver(long octets) => Interlocked.Add(ref _delivered, octets);
    }

    private sealed class Weighed(IActor inner, Scales scales) : IActor, IDisposable
    {
        public void Handle(long now, ActorEvent what, IOutbox outbox)
        {
            // Commands of the trace come from outside, and what a thief overhears is a copy: neither crosses a wire.
            if (what is ActorEvent.Delivered { Envelope: { Sender.Kind: not ActorKind.Outside, Letter.Link: not LinkClass.Overheard, Body: var body } })
            {
                scales.Deliver(body.Length);
            }

            inner.Handle(now, what, new Weighing(outbox, scales));
        }

        public byte[] Snapshot() => inner.Snapshot();

        public byte[] Report() => inner.Report();

        public void Dispose() => (inner as IDisposable)?.Dispose();
    }

    private sealed class Weighing(IOutbox outbox, Scales scales) : IOutbox
    {
        public void Send(Mail mail)
        {
            scales.Send(mail.Link == LinkClass.Overheard ? 0 : mail.Body.Length);
            outbox.Send(mail);
        }

        public void AppendToDirectory(string user, string key, Octets value, Operation operation)
        {
            scales.Send(value.Length);
            scales.Deliver(value.Length);
            outbox.AppendToDirectory(user, key, value, operation);
        }

        public void Fetched(int records, long octets, LinkClass link, Operation operation)
        {
            scales.Send(octets);
            scales.Deliver(octets);
            outbox.Fetched(records, octets, link, operation);
        }

        public void SetTimer(string key, long at) => outbox.SetTimer(key, at);

        public void CancelTimer(string key) => outbox.CancelTimer(key);

        public void Spend(long microseconds) => outbox.Spend(microseconds);

        public void Observe(Observation observation, Operation operation) => outbox.Observe(observation, operation);
    }
}
