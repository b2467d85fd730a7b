using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;

namespace Silo.Commands;

/// <summary><c>--version</c>: what runs here, exactly enough to say it in a report.</summary>
/// <param name="version">Version, and after a '+' the commit that it was built from.</param>
/// <param name="output">Where it is written.</param>
internal sealed class VersionAction(string version, TextWriter output) : SynchronousCommandLineAction
{
    private const int ShownOfCommit = 12;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        output.WriteLine(Text);
        return ExitCode.Success;
    }

    private string Text
    {
        get
        {
            string[] parts = version.Split('+', 2);
            string commit = parts.Length == 2 ? parts[1][..Math.Min(ShownOfCommit, parts[1].Length)] : "unknown";
            return $"mls-sim {parts[0]}, commit {commit}, {RuntimeInformation.FrameworkDescription} on {RuntimeInformation.RuntimeIdentifier}";
        }
    }
}
