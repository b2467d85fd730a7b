using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Silo.Tests.Telemetry;

/// <summary>The program in a process of its own, whose telemetry is nobody else's: listeners of one process hear every silo in it.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>The digest of the first mode; only where the output is JSON and nothing else.</summary>
    public string Digest
    {
        get
        {
            using JsonDocument summaries = JsonDocument.Parse(Output);
            return summaries.RootElement[0].GetProperty("digest").GetString()!;
        }
    }

    public static async Task<ProgramRun> OfAsync(IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Silo.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return new ProgramRun(process.ExitCode, output, await error);
    }
}
