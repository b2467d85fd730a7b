using System.Collections.Immutable;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Views;
using Grains.Placement;

namespace Grains.Clock;

/// <summary>All post offices of one run, as its clock sees them.</summary>
internal sealed class Offices(RunKey run, RunPlacement placement, Func<SiloAddress, IPostOffice> officeOf)
{
    private const int PageSize = 4000;
    private const int ItemsPerCall = 2000;

    /// <summary>Groups, and users, of each silo that are looked at for a run's health: enough for its figures, and a bounded effort.</summary>
    private const int HealthSample = 256;

    private readonly IPostOffice[] _offices = [.. placement.Silos.Select(officeOf)];

    /// <summary>Asks every office.</summary>
    public Task<T[]> All<T>(Func<IPostOffice, Task<T>> ask) => Task.WhenAll(_offices.Select(ask));

    /// <summary>Tells every office.</summary>
    public Task All(Func<IPostOffice, Task> tell) => Task.WhenAll(_offices.Select(tell));

    /// <summary>Gives each item to the office that carries its actor.</summary>
    public Task Distribute<T>(ImmutableArray<T> items, Func<T, ActorId> actorOf, Func<IPostOffice, ImmutableArray<T>, Task> give)
    {
        var shares = items.GroupBy(item => placement.IndexOf(actorOf(item)));
        return Task.WhenAll(shares.Select(async share =>
        {
            foreach (var part in share.Chunk(ItemsPerCall))
            {
                await give(_offices[share.Key], [.. part]);
            }
        }));
    }

    /// <summary>Has every office run [from, until) and waits for all. Faults come back in the result.</summary>
    public async Task<QuantumResult> RunQuantum(long from, long until)
    {
        var results = await All(office => RunQuantum(office, from, until));
        return Sum(results);
    }

    /// <summary>What is due first anywhere, and the sum of the totals.</summary>
    public async Task<QuantumResult> Look() => Sum(await All(office => office.Look(run)));

    /// <summary>State of groups and users.</summary>
    public async Task<RunHealth> Health() => (await All(office => office.Health(run, HealthSample))).Aggregate(RunHealth.None, (sum, part) => sum.Add(part));

    /// <summary>What whoever watches is told.</summary>
    public async Task<RunGlance> Glance(RunProgress progress, bool withHealth)
    {
        var parts = await All(office => office.Glance(run));
        var traffic = RunAccounts.Sum(parts.Select(part => new RunAccounts(RunTotals.Zero, part.Traffic))).Traffic;
        return new RunGlance(run, progress, traffic, [.. parts.Select(part => part.Figures)], withHealth ? await Health() : null);
    }

    /// <summary>SHA-256 over all actors in key order: kind, name, chain.</summary>
    public async Task<Octets> Digest()
    {
        using var digest = new RunDigest();
        await foreach (var actor in Merged((office, page) => office.Chains(page), null))
        {
            digest.Add(actor.Actor, actor.Value);
        }

        return digest.Finish();
    }

    /// <summary>Something of each actor after <paramref name="after"/>, in key order over all silos.</summary>
    public async IAsyncEnumerable<ActorOctets> Merged(Func<IPostOffice, Page, Task<ImmutableArray<ActorOctets>>> ask, ActorId? after, int pageSize = PageSize)
    {
        var cursors = new List<Cursor>();
        foreach (var office in _offices)
        {
            var cursor = new Cursor(page => ask(office, page), run, after, pageSize);
            if (await cursor.Advance())
            {
                cursors.Add(cursor);
            }
        }

        while (cursors.Count > 0)
        {
            var first = cursors.MinBy(cursor => cursor.Current.Actor, Comparer<ActorId>.Create(ActorId.Compare))!;
            yield return first.Current;
            if (!await first.Advance())
            {
                cursors.Remove(first);
            }
        }
    }

    private async Task<QuantumResult> RunQuantum(IPostOffice office, long from, long until)
    {
        while (true)
        {
            var result = await office.RunQuantum(run, from, until);
            if (result.Done)
            {
                return result;
            }
        }
    }

    private static QuantumResult Sum(QuantumResult[] results) => new()
    {
        Done = true,
        NextDue = results.Min(result => result.NextDue),
        Totals = results.Aggregate(RunTotals.Zero, (sum, result) => sum.Add(result.Totals)),
        Fault = results.FirstOrDefault(result => result.Fault is not null)?.Fault,
    };

    /// <summary>Reads one office's ordered list page by page.</summary>
    private sealed class Cursor(Func<Page, Task<ImmutableArray<ActorOctets>>> ask, RunKey run, ActorId? after, int pageSize)
    {
        private ImmutableArray<ActorOctets> _page = [];
        private int _place;
        private bool _last;

        public ActorOctets Current => _page[_place];

        public async Task<bool> Advance()
        {
            if (++_place < _page.Length)
            {
                return true;
            }

            if (_last)
            {
                return false;
            }

            var from = _page.IsEmpty ? after : _page[^1].Actor;
            _page = await ask(new Page(run, from, pageSize));
            _place = 0;
            _last = _page.Length < pageSize;
            return !_page.IsEmpty;
        }
    }
}
