using System.Collections.Concurrent;
using System.Globalization;
using Mutation;

// dotnet run -c Release --project tests/Mutation [FOLDER...]
// Changes the library in one place at a time and runs the tests: those that still pass have not looked there. Results go to artifacts/mutation/results.txt,
// a line for each mutant; mutants that stand there already are not run again, so a run that was broken off goes on. Delete a line, or the file, to run again.
string[] folders = args.Length > 0 ? args : ["Validation/", "Wire/", "Schedule/"];
var repository = Directory.GetCurrentDirectory();
while (!File.Exists(Path.Combine(repository, "Orleans.sln")))
{
    repository = Path.GetDirectoryName(repository) ?? throw new InvalidOperationException("run it inside the repository, with the tests built in Release");
}

var library = Library.Read(repository);
var results = Path.Combine(Directory.CreateDirectory(Path.Combine(repository, "artifacts", "mutation")).FullName, "results.txt");
var known = new ConcurrentDictionary<string, Outcome>(
    File.Exists(results) ? File.ReadLines(results).Select(line => line.Split('\t')).Select(parts => KeyValuePair.Create(parts[1], Enum.Parse<Outcome>(parts[0]))) : [],
    StringComparer.Ordinal);
var mutants = library.Mutants(folders).DistinctBy(mutant => mutant.Key, StringComparer.Ordinal).ToList();
var waiting = new ConcurrentQueue<Mutant>(mutants.Where(mutant => !known.ContainsKey(mutant.Key)));
Console.WriteLine($"{mutants.Count} mutants, {waiting.Count} to run");

if (!waiting.IsEmpty)
{
    var unchanged = await new TestBench(repository, 0).RunAsync(library.Compile(null) ?? throw new InvalidOperationException("the library does not compile"));
    if (unchanged.Outcome != Outcome.Survived)
    {
        throw new InvalidOperationException($"the tests do not pass without a mutant: {unchanged}");
    }
}

using var writer = TextWriter.Synchronized(new StreamWriter(results, append: true) { AutoFlush = true });
await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(async number =>
{
    var bench = new TestBench(repository, number);
    while (waiting.TryDequeue(out var mutant))
    {
        var (outcome, test) = await Task.Run(() => library.Compile(mutant)) is { } assembly ? await bench.RunAsync(assembly) : (Outcome.Invalid, "");
        known[mutant.Key] = outcome;
        writer.WriteLine($"{outcome}\t{mutant.Key}\t{test}");
        Console.WriteLine($"{waiting.Count} left: {outcome} {mutant.Key}");
    }
}));

foreach (var folder in folders)
{
    var outcomes = mutants.Where(mutant => mutant.File.StartsWith(folder, StringComparison.Ordinal)).Select(mutant => known[mutant.Key]).ToList();
    var killed = outcomes.Count(outcome => outcome == Outcome.Killed);
    var timedOut = outcomes.Count(outcome => outcome == Outcome.TimedOut);
    var survived = outcomes.Count(outcome => outcome == Outcome.Survived);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{folder} {killed} killed, {timedOut} timed out, {survived} survived: {100.0 * (killed + timedOut) / Math.Max(1, killed + timedOut + survived):F1} %"));
}

foreach (var mutant in mutants.Where(mutant => known[mutant.Key] == Outcome.Survived))
{
    Console.WriteLine(mutant.Key);
}
