using System.Diagnostics;
using Xunit;

namespace Silo.Tests.Commands;

/// <summary>Runs a line as a person types it.</summary>
internal static class Shell
{
    public static async Task<(string Output, string Error)> RunAsync(string line, string language = "C")
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", line]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = language;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (output, await error);
    }
}
