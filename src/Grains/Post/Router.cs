using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;

namespace Grains.Post;

/// <summary>Splits what actors send by silo and carries the parts of other silos there.</summary>
internal sealed class Router
{
    /// <summary>Calls in flight to one silo.</summary>
    private const int CallsInFlight = 4;

    private readonly SiloRun _run;
    private readonly int _here;
    private readonly Outbound[] _outbound;
    private readonly Func<SiloAddress, IPostOffice> _officeOf;
    private readonly List<ActorId>[] _split;

    public Router(SiloRun run, SiloAddress here, Func<SiloAddress, IPostOffice> officeOf)
    {
        _run = run;
        _here = run.Placement.Silos.IndexOf(here);
        _officeOf = officeOf;
        _outbound = [.. run.Placement.Silos.Select(_ => new Outbound(run.Settings.Run))];
        _split = [.. run.Placement.Silos.Select(_ => new List<ActorId>())];
    }

    /// <summary>Whether this silo carries <paramref name="actor"/>.</summary>
    public bool IsLocal(ActorId actor) => _run.Placement.IndexOf(actor) == _here;

    /// <summary>Keeps the share of other silos for the end of the quantum and returns that of this one.</summary>
    public Posting? Route(Posting posting)
    {
        if (_outbound.Length == 1)
        {
            return posting;
        }

        if (posting.To.Count == 1)
        {
            return RouteWhole(posting, _run.Placement.IndexOf(posting.To.Actors[0]));
        }

        foreach (var recipient in posting.To.Actors)
        {
            _split[_run.Placement.IndexOf(recipient)].Add(recipient);
        }

        Posting? local = null;
        for (var silo = 0; silo < _split.Length; silo++)
        {
            if (_split[silo].Count > 0)
            {
                var share = new Posting(posting.Letter, new Recipients(ImmutableCollectionsMarshal.AsImmutableArray(_split[silo].ToArray())));
                _split[silo].Clear();
                local = RouteWhole(share, silo) ?? local;
            }
        }

        return local;
    }

    /// <summary>Keeps a directory entry for the other silos.</summary>
    public void Replicate(DirectoryEntry entry)
    {
        for (var silo = 0; silo < _outbound.Length; silo++)
        {
            if (silo != _here)
            {
                _outbound[silo].Add(entry);
            }
        }
    }

    /// <summary>Hands over everything kept and waits until it is taken; answers when the first of it is due.</summary>
    public async Task<long?> Send()
    {
        long? earliest = null;
        await Task.WhenAll(Enumerable.Range(0, _outbound.Length).Where(silo => silo != _here).Select(SendTo));
        return earliest;

        async Task SendTo(int silo)
        {
            var office = _officeOf(_run.Placement.Silos[silo]);
            await Window.ForEach(_outbound[silo].Take().ToArray(), CallsInFlight, async batch =>
            {
                var due = await office.Deliver(batch);
                earliest = due < earliest || earliest is null ? due : earliest;
            });
        }
    }

    private Posting? RouteWhole(Posting posting, int silo)
    {
        if (silo == _here)
        {
            return posting;
        }

        _outbound[silo].Add(posting);
        return null;
    }
}
