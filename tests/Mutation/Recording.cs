using System.Collections.Concurrent;
using System.Globalization;

namespace Mutation;

/// <summary>Finds which test classes reach which member: each class runs alone, against a library whose members mark that they were called.</summary>
internal static class Recording
{
    /// <summary>Runs all classes.</summary>
    public static async Task<ReachMap> RunAsync(string repository, Library library, int jobs)
    {
        var benches = Enumerable.Range(0, jobs).Select(number => new TestBench(repository, number)).ToList();
        var waiting = new ConcurrentQueue<string>(await benches[0].ClassesAsync());
        var probed = library.CompileProbed();
        var reached = new ConcurrentDictionary<string, (string Marks, double Seconds)>(StringComparer.Ordinal);
        await Task.WhenAll(benches.Select(bench => Task.Run(async () =>
        {
            bench.Put(probed);
            while (waiting.TryDequeue(out var name))
            {
                reached[name] = await bench.ProbeAsync(name, library.Members.Count);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{waiting.Count} left: {name} reaches {reached[name].Marks.Count(mark => mark == 'x')} members in {reached[name].Seconds:F1} s"));
            }
        })));

        var classes = reached.OrderBy(item => item.Key, StringComparer.Ordinal).ToList();
        var marks = library.Members.Index().ToDictionary(member => member.Item, member => string.Concat(classes.Select(item => item.Value.Marks[member.Index])), StringComparer.Ordinal);
        return new ReachMap([.. classes.Select(item => new TestClass(item.Key, item.Value.Seconds))], marks);
    }
}
