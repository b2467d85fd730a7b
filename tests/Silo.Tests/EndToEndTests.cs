using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Silo.Tests;

/// <summary>The program as a person starts it: real processes, real silos, real MLS.</summary>
public sealed class EndToEndTests
{
    private static readonly string[] Small = ["compare", "ci", "--json", "--set", "messages.perUserAndDay=5"];

    [Fact]
    public async Task Two_runs_give_one_digest_whatever_the_silos_and_threads_and_another_seed_gives_another()
    {
        Summary[] one = await RunAsync([.. Small, "--silos", "1"]);

        Assert.Equal(["multi-client", "tree-root"], one.Select(summary => summary.Mode));
        Assert.All(one, summary => Assert.Equal(0, summary.Violations));
        Assert.NotEqual(one[0].Digest, one[1].Digest);
        Assert.Equal(one[0].TraceDigest, one[1].TraceDigest);
        Assert.Equal(one, await RunAsync([.. Small, "--silos", "3"]));
        Assert.Equal(one, await RunAsync([.. Small, "--threads", "1"]));
        Assert.NotEqual(one[0].Digest, (await RunAsync([.. Small, "--seed", "2"]))[0].Digest);
    }

    private static async Task<Summary[]> RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Silo.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}: {await error}");
        using JsonDocument summaries = JsonDocument.Parse(output);
        return
        [
            .. summaries.RootElement.EnumerateArray().Select(summary => new Summary(
                summary.GetProperty("mode").GetString()!,
                summary.GetProperty("digest").GetString()!,
                summary.GetProperty("traceDigest").GetString()!,
                summary.GetProperty("invariants").GetProperty("violations").GetInt64())),
        ];
    }

    private sealed record Summary(string Mode, string Digest, string TraceDigest, long Violations);
}
