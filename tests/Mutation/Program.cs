using Mutation;

var repository = Directory.GetCurrentDirectory();
while (!File.Exists(Path.Combine(repository, "Orleans.sln")))
{
    if (Path.GetDirectoryName(repository) is not { } parent)
    {
        Console.Error.WriteLine("run it inside the repository");
        return 2;
    }

    repository = parent;
}

try
{
    var folders = Directory.GetDirectories(Path.Combine(repository, "src", "Mls.Core")).Select(folder => Path.GetFileName(folder)).Where(name => name is not "bin" and not "obj");
    var options = Options.Parse(args, [.. folders.Order(StringComparer.Ordinal)]);
    var map = Path.Combine(repository, "tests", "Mutation", "reach.txt");
    if (options.Command == Command.Help)
    {
        Console.WriteLine(Options.Help);
        return 0;
    }

    var library = Library.Read(repository);
    if (options.Command == Command.Record)
    {
        (await Recording.RunAsync(repository, library, options.Jobs)).Write(map);
        return 0;
    }

    var folder = Directory.CreateDirectory(Path.Combine(repository, "artifacts", "mutation")).FullName;
    var last = Path.Combine(folder, "killed.txt");
    var killed = (options.Resume && File.Exists(last) ? File.ReadLines(last) : []).Select(line => line.Split('\t'))
        .ToDictionary(parts => parts[1], parts => (Enum.Parse<Outcome>(parts[0]), parts[2]), StringComparer.Ordinal);
    var sampling = new Sampling(repository, library, ReachMap.Read(map), options, killed);
    var queues = sampling.Queues();
    if (queues.FirstOrDefault(queue => queue.Mutants.Count == 0) is { } empty)
    {
        throw new UsageException($"there are no mutants in {empty.Name}{(options.Only is { } place ? $" at line {place.Line}" : "")}");
    }

    if (options.Command == Command.List)
    {
        foreach (var mutant in queues.SelectMany(queue => queue.Mutants.Take(queue.Wanted)))
        {
            Console.WriteLine(mutant);
        }

        return 0;
    }

    var results = await sampling.RunAsync(queues);
    var report = Report.Of(queues, results);
    await File.WriteAllTextAsync(Path.Combine(folder, "table.md"), report);
    if (options.Only is null)
    {
        await File.WriteAllLinesAsync(last, results.Where(result => result.Outcome != Outcome.Survived).Select(result => $"{result.Outcome}\t{result.Mutant.Key}\t{result.Test}"));
    }

    Console.WriteLine();
    Console.WriteLine(report);
    return 0;
}
catch (UsageException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
catch (InvalidOperationException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
