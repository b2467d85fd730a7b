using System.Collections.Concurrent;
using System.Collections.Immutable;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;

namespace Grains.Tests.Support;

/// <summary>Keeps every observation of one silo.</summary>
internal sealed class ListSink : IObservationSink
{
    private readonly ConcurrentDictionary<RunKey, List<Observed>> _runs = new();

    public void Accept(RunKey run, ImmutableArray<Observed> observations) => _runs.GetOrAdd(run, _ => []).AddRange(observations);

    public Octets Collect(RunKey run) => Octets.Own(System.Text.Encoding.UTF8.GetBytes(string.Join(
        '\n',
        _runs.GetOrAdd(run, _ => []).Select(observed => $"{observed.At:D10} {observed.Actor} {observed.Sequence} {observed.Operation.Name} {observed.What}"))));

    public void Close(RunKey run) => _runs.TryRemove(run, out _);
}
