using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Mutation;

/// <summary>One run over a sample of mutants.</summary>
/// <param name="repository">The folder of the repository.</param>
/// <param name="library">The library.</param>
/// <param name="map">Which classes reach what.</param>
/// <param name="options">What is asked for.</param>
/// <param name="killed">The mutants that are known to be killed, by their keys, and what killed them.</param>
internal sealed class Sampling(string repository, Library library, ReachMap map, Options options, IReadOnlyDictionary<string, (Outcome Outcome, string Test)> killed)
{
    private readonly Lock _lock = new();
    private readonly Lazy<byte[]> _unchanged = new(library.Compile);
    private readonly ConcurrentDictionary<TestClass, bool> _passing = [];
    private readonly ConcurrentDictionary<(Queue Folder, TestClass Class), int> _kills = [];
    private readonly List<Result> _results = [];
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Tests mutants until enough of each folder are tested, or until time is up.</summary>
    /// <param name="queues">The folders.</param>
    /// <returns>What became of those whose tests came to an end.</returns>
    /// <exception cref="InvalidOperationException">A test fails without a mutant.</exception>
    public async Task<IReadOnlyList<Result>> RunAsync(IReadOnlyList<Queue> queues)
    {
        using var limit = new CancellationTokenSource(options.Limit);
        var benches = Enumerable.Range(0, options.Jobs).Select(number => new TestBench(repository, number)).ToList();
        var present = await benches[0].ClassesAsync();
        if (map.Missing(present, library.Members) is { Count: > 0 } missing)
        {
            Console.Error.WriteLine($"not in tests/Mutation/reach.txt, and taken to reach or be reached by all; --record refreshes it: {string.Join(", ", missing)}");
        }

        try
        {
            await Task.WhenAll(benches.Select(bench => Task.Run(() => WorkAsync(bench, queues, present, limit))));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the limit of {options.Limit.TotalMinutes:F0} minutes is up: what was under way does not count"));
        }

        return _results;
    }

    /// <summary>The mutants that are drawn, folder by folder, and how many of them are wanted: the rest stand by for those that do not compile.</summary>
    public IReadOnlyList<Queue> Queues()
    {
        if (options.Only is { } place)
        {
            var mutants = library.Mutants(place.File.Split('/')[0]).Where(mutant => mutant.File == place.File && mutant.Line == place.Line).ToList();
            return [new Queue(place.File, mutants, mutants.Count)];
        }

        return [.. options.Folders.Select(folder => new Queue(folder, Draw.Order(library.Mutants(folder), mutant => mutant.Name, options.Seed), options.Sample))];
    }

    private async Task WorkAsync(TestBench bench, IReadOnlyList<Queue> queues, IReadOnlyList<string> present, CancellationTokenSource limit)
    {
        while (Next(queues) is { } next)
        {
            limit.Token.ThrowIfCancellationRequested();
            var (queue, mutant) = next;
            if (killed.TryGetValue(mutant.Key, out var known))
            {
                Add(new Result(queue.Name, mutant, known.Outcome, known.Test), queues);
                continue;
            }

            if (library.Compile(mutant) is not { } assembly)
            {
                lock (_lock)
                {
                    queue.DrawAgain();
                }

                continue;
            }

            bench.Put(assembly);
            var (outcome, test, failed) = await TestAsync(bench, queue, map.Reaching(mutant, present), limit.Token);
            if (failed.Any(item => !_passing.ContainsKey(item)))
            {
                bench.Put(_unchanged.Value);
                await RequirePassingAsync(bench, failed, limit);
            }

            Add(new Result(queue.Name, mutant, outcome, test), queues);
        }
    }

    /// <summary>Runs the class that has killed most of the folder's mutants before the others.</summary>
    private async Task<(Outcome Outcome, string Test, IReadOnlyList<TestClass> Failed)> TestAsync(TestBench bench, Queue queue, IReadOnlyList<TestClass> classes, CancellationToken limit)
    {
        TestClass[] first = [.. classes.OrderByDescending(item => _kills.GetValueOrDefault((queue, item))).Take(1)];
        var ended = await bench.RunAsync(first, limit);
        if (ended.Outcome == Outcome.Survived)
        {
            ended = await bench.RunAsync([.. classes.Except(first)], limit);
        }

        foreach (var item in ended.Failed)
        {
            _kills.AddOrUpdate((queue, item), 1, (_, kills) => kills + 1);
        }

        return ended;
    }

    private void Add(Result result, IReadOnlyList<Queue> queues)
    {
        lock (_lock)
        {
            _results.Add(result);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_watch.Elapsed:mm\\:ss} {_results.Count} of {queues.Sum(item => item.Wanted)}: {result.Outcome} {result.Mutant} {result.Test}"));
        }
    }

    /// <summary>A test that fails without a mutant as well has found none: then nobody goes on.</summary>
    private async Task RequirePassingAsync(TestBench bench, IReadOnlyList<TestClass> classes, CancellationTokenSource limit)
    {
        if (await bench.RunAsync(classes, limit.Token) is { Outcome: not Outcome.Survived } unchanged)
        {
            await limit.CancelAsync();
            throw new InvalidOperationException($"the tests do not pass without a mutant: {unchanged.Outcome} {unchanged.Test}");
        }

        foreach (var item in classes)
        {
            _passing[item] = true;
        }
    }

    /// <summary>Takes from the folder that is least far, so that all have about the same number when time is up.</summary>
    private (Queue Queue, Mutant Mutant)? Next(IReadOnlyList<Queue> queues)
    {
        lock (_lock)
        {
            return queues.Where(queue => queue.HasNext).MinBy(queue => queue.Taken) is { } queue ? (queue, queue.Take()) : null;
        }
    }
}
