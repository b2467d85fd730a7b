using System.Diagnostics;

namespace Mutation;

/// <summary>A copy of the built tests, whose library is replaced by mutants one after the other.</summary>
internal sealed class TestBench
{
    private readonly List<(string Program, string[] Arguments, TimeSpan Limit)> _stages = [];
    private readonly List<string> _folders = [];

    /// <summary>Copies what has been built.</summary>
    public TestBench(string repository, int number)
    {
        foreach (var project in new[] { "Mls.Core.Tests", "Conformance.Tests" })
        {
            var folder = Directory.CreateDirectory(Path.Combine(repository, "artifacts", "mutation", $"{number}", project));
            foreach (var file in new DirectoryInfo(Path.Combine(repository, "artifacts", "bin", project, "release")).EnumerateFiles())
            {
                file.CopyTo(Path.Combine(folder.FullName, file.Name), overwrite: true);
            }

            _folders.Add(folder.FullName);
        }

        var core = Path.Combine(_folders[0], "Mls.Core.Tests");
        var conformance = Path.Combine(_folders[1], "Conformance.Tests");

        // The quick ones first, so that most mutants are found in seconds; one that passes has passed all.
        string[] quick = ["Mls.Core.Tests.Wire.TlsCodecTests", "Mls.Core.Tests.Wire.NegativeEncodingTests", "Mls.Core.Tests.Schedule.*", "Mls.Core.Tests.Groups.ForgeryTests", "Mls.Core.Tests.Groups.GroupTests"];
        _stages.Add((core, [.. quick.SelectMany(name => new[] { "-class", name })], TimeSpan.FromSeconds(60)));
        _stages.Add((core, [.. quick.SelectMany(name => new[] { "-class-", name })], TimeSpan.FromSeconds(300)));
        _stages.Add((conformance, [], TimeSpan.FromSeconds(180)));
    }

    /// <summary>Runs the tests against a library.</summary>
    /// <returns>How far they came.</returns>
    public async Task<(Outcome Outcome, string Last)> RunAsync(byte[] library)
    {
        foreach (var folder in _folders)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "Mls.Core.dll"), library);
        }

        foreach (var (program, arguments, limit) in _stages)
        {
            var start = new ProcessStartInfo(program, [.. arguments, "-stopOnFail", "-maxThreads", "1", "-noLogo"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };

            // The long searches for unknown inputs are not what finds a mutant.
            start.Environment["MLS_FUZZ_EXECUTIONS"] = "1000";
            start.Environment["MLS_ORACLE_OPERATIONS"] = "200";
            start.Environment["MLS_REQUIRE_ALL"] = "1";
            using var process = Process.Start(start)!;
            var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            using var timeout = new CancellationTokenSource(limit);
            try
            {
                await process.WaitForExitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
                return (Outcome.TimedOut, "");
            }

            var text = string.Concat(await output);
            if (process.ExitCode != 0)
            {
                return (Outcome.Killed, text.Split('\n').FirstOrDefault(line => line.Contains("[FAIL]", StringComparison.Ordinal))?.Trim() ?? "");
            }
        }

        return (Outcome.Survived, "");
    }
}
