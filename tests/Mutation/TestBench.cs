using System.Diagnostics;
using System.Globalization;

namespace Mutation;

/// <summary>A copy of the built tests, whose library is replaced by mutants one after the other.</summary>
internal sealed class TestBench
{
    /// <summary>The test programs.</summary>
    public static readonly IReadOnlyList<string> Programs = ["Mls.Core.Tests", "Conformance.Tests"];

    /// <summary>How many seconds of tests, as recorded, run before the next ones are started: a mutant that quick tests find costs no slow ones.</summary>
    private static readonly double[] Steps = [4, 15, double.PositiveInfinity];

    /// <summary>How long tests may do nothing before they are taken to wait for each other.</summary>
    private static readonly TimeSpan StandsStill = TimeSpan.FromMinutes(2);

    private readonly string _folder;

    /// <summary>Copies what has been built.</summary>
    /// <exception cref="InvalidOperationException">It has not been.</exception>
    public TestBench(string repository, int number)
    {
        _folder = Path.Combine(repository, "artifacts", "mutation", number.ToString(CultureInfo.InvariantCulture));
        foreach (var program in Programs)
        {
            var built = new DirectoryInfo(Path.Combine(repository, "artifacts", "bin", program, "release"));
            if (!File.Exists(Path.Combine(built.FullName, program)))
            {
                throw new InvalidOperationException($"tests/{program} is not built; build it with: dotnet build -c Release tests/{program}");
            }

            var folder = Directory.CreateDirectory(Path.Combine(_folder, program));
            foreach (var file in built.EnumerateFiles())
            {
                file.CopyTo(Path.Combine(folder.FullName, file.Name), overwrite: true);
            }
        }
    }

    /// <summary>The full names of the classes that have tests.</summary>
    public async Task<IReadOnlyList<string>> ClassesAsync()
    {
        var names = new List<string>();
        foreach (var program in Programs)
        {
            var run = await RunAsync(program, ["-list", "classes", "-noLogo", "-noColor"], [], TimeSpan.MaxValue, CancellationToken.None);
            names.AddRange(run.Output.Split('\n', StringSplitOptions.TrimEntries).Where(line => line.StartsWith(program + ".", StringComparison.Ordinal)));
        }

        return names;
    }

    /// <summary>Replaces the library.</summary>
    public void Put(byte[] library)
    {
        foreach (var program in Programs)
        {
            File.WriteAllBytes(Path.Combine(_folder, program, "Mls.Core.dll"), library);
        }
    }

    /// <summary>Runs classes until the first failure, the quick ones first.</summary>
    /// <param name="classes">The classes in the order of their time.</param>
    /// <param name="ended">Breaks the tests off.</param>
    /// <returns>How far they came, the test that failed, and its class, or all classes of a process that did not live to tell.</returns>
    /// <exception cref="OperationCanceledException">They were broken off.</exception>
    public async Task<(Outcome Outcome, string Test, IReadOnlyList<TestClass> Failed)> RunAsync(IReadOnlyList<TestClass> classes, CancellationToken ended)
    {
        var sum = 0.0;
        var stages = classes.GroupBy(item => (Array.FindIndex(Steps, step => (sum += item.Seconds) <= step || double.IsInfinity(step)), item.Program));
        foreach (var stage in stages.ToList())
        {
            string[] arguments = [.. stage.SelectMany(item => new[] { "-class", item.Name }), "-stopOnFail", "-maxThreads", "1", "-noLogo", "-noColor"];
            var run = await RunAsync(stage.Key.Program, arguments, [], TimeSpan.FromSeconds(20 + (4 * stage.Sum(item => item.Seconds))), ended);
            if (run.Code is null)
            {
                return (Outcome.TimedOut, "", []);
            }

            if (run.Code != 0)
            {
                var test = run.Output.Split('\n').FirstOrDefault(line => line.Contains("[FAIL]", StringComparison.Ordinal))?.Replace("[FAIL]", "", StringComparison.Ordinal).Trim();
                return test is null
                    ? (Outcome.Killed, "the process ended", [.. stage])
                    : (Outcome.Killed, test, [.. stage.Where(item => test.StartsWith(item.Name + ".", StringComparison.Ordinal))]);
            }
        }

        return (Outcome.Survived, "", []);
    }

    /// <summary>Runs one class against a library with probes.</summary>
    /// <param name="name">The class.</param>
    /// <param name="members">How many marks there are.</param>
    /// <returns>A mark for each member of the library, and how long it took.</returns>
    /// <exception cref="InvalidOperationException">A test fails.</exception>
    public async Task<(string Marks, double Seconds)> ProbeAsync(string name, int members)
    {
        var marks = Path.Combine(_folder, "marks.txt");
        File.Delete(marks);
        string[] arguments = ["-class", name, "-maxThreads", "1", "-noLogo", "-noColor"];
        var run = await RunAsync(new TestClass(name, 0).Program, arguments, [(Probes.Variable, marks)], TimeSpan.MaxValue, CancellationToken.None);
        return run.Code == 0
            ? (File.Exists(marks) ? await File.ReadAllTextAsync(marks) : new string('.', members), run.Used.TotalSeconds)
            : throw new InvalidOperationException($"{name} fails without a mutant: {run.Output}");
    }

    /// <summary>Runs a test program.</summary>
    /// <returns>Its exit code, none where it did not end; what it printed; the processor time it used.</returns>
    private async Task<(int? Code, string Output, TimeSpan Used)> RunAsync(
        string program, string[] arguments, (string Name, string Value)[] variables, TimeSpan limit, CancellationToken ended)
    {
        var start = new ProcessStartInfo(Path.Combine(_folder, program, program), arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };

        // The long searches for unknown inputs are not what finds a mutant; and one that allocates for ever is not to take the machine with it.
        start.Environment["MLS_FUZZ_EXECUTIONS"] = "1000";
        start.Environment["MLS_ORACLE_OPERATIONS"] = "200";
        start.Environment["MLS_REQUIRE_ALL"] = "1";
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x80000000";

        // Each process lives for seconds: to measure code so as to compile it better later does not pay.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        try
        {
            var used = await UseAsync(process, limit, ended);
            return used is null ? (null, "", limit) : (process.ExitCode, string.Concat(await output), used.Value);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    /// <summary>Waits for a process, and says how much of the processor's time it used: the clock's time tells more about who else is at work.</summary>
    /// <returns>Nothing where it used more than the limit, or stood still.</returns>
    private static async Task<TimeSpan?> UseAsync(Process process, TimeSpan limit, CancellationToken ended)
    {
        var (used, moved, since) = (TimeSpan.Zero, TimeSpan.Zero, Stopwatch.StartNew());
        var exited = process.WaitForExitAsync(ended);
        while (await Task.WhenAny(exited, Task.Delay(100, CancellationToken.None)) != exited)
        {
            try
            {
                process.Refresh();
                used = process.TotalProcessorTime;
            }
            catch (Exception gone) when (gone is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                // It has ended in the meantime.
            }

            if (used - moved > TimeSpan.FromSeconds(0.2))
            {
                (moved, since) = (used, Stopwatch.StartNew());
            }

            if (used > limit || since.Elapsed > StandsStill)
            {
                return null;
            }
        }

        await exited;
        return used;
    }
}
