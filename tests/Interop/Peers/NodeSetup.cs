using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using TestKit;
using Xunit;

namespace Interop.Tests.Peers;

/// <summary>Whether Node and the packages of the driver are here.</summary>
internal static class NodeSetup
{
    private const int OldestNode = 20;

    /// <summary>The driver's folder.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Interop", "node");

    /// <summary>Skips the test (or fails it where MLS_REQUIRE_ALL=1) when something is missing.</summary>
    public static void Require()
    {
        if (Missing(Folder, "node") is not { } missing)
        {
            return;
        }

        if (string.Equals(Environment.GetEnvironmentVariable("MLS_REQUIRE_ALL"), "1", StringComparison.Ordinal))
        {
            Assert.Fail(missing);
        }

        Assert.Skip(missing);
    }

    /// <summary>What is missing and how to get it, or <see langword="null"/>.</summary>
    public static string? Missing(string folder, string command)
    {
        if (Version(command) is not { } version || version < OldestNode)
        {
            return $"Node {OldestNode} or later is missing: install it so that the command {command} is found";
        }

        return File.Exists(Path.Combine(folder, "node_modules", "ts-mls", "package.json"))
            ? null
            : "ts-mls is not installed: run npm ci in tests/Interop/node";
    }

    private static int? Version(string command)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, "--version") { UseShellExecute = false, RedirectStandardOutput = true })!;
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return int.TryParse(text.TrimStart('v').Split('.')[0], CultureInfo.InvariantCulture, out var major) ? major : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
