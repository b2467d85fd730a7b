using System.Text;
using Microsoft.Win32.SafeHandles;
using Simulation.Reporting;

namespace Silo.Commands;

/// <summary>Where the program writes.</summary>
/// <param name="Output">Results; a failure is an <see cref="OutputException"/>.</param>
/// <param name="Error">Complaints and progress; a failure is passed over.</param>
/// <param name="Width">Columns of the output.</param>
/// <param name="ProgressWidth">Columns of the terminal that progress is shown on; null where nobody looks at it.</param>
public sealed record Terminal(TextWriter Output, TextWriter Error, int Width, int? ProgressWidth)
{
    private const int UsualWidth = 80;
    private const int StandardOutput = 1;

    /// <summary>The process's own streams.</summary>
    public static Terminal OfProcess() => new(
        GuardedWriter.OfResults(Open(OutputStream)),
        GuardedWriter.OfComplaints(Open(Console.OpenStandardError)),
        Console.IsOutputRedirected ? UsualWidth : Math.Max(UsualWidth, Console.WindowWidth),
        Console.IsErrorRedirected ? null : Console.WindowWidth is > 0 and var width ? width : UsualWidth);

    /// <summary>Prints a text that may be broken at its spaces.</summary>
    public void WriteProse(string text)
    {
        foreach (var line in Prose.Wrap(text, Width))
        {
            Output.WriteLine(line);
        }
    }

    /// <summary>Prints a table.</summary>
    internal void Write(TextTable table)
    {
        foreach (var line in table.Lines(Width))
        {
            Output.WriteLine(line);
        }
    }

    private static TextWriter Open(Func<Stream> open)
    {
        try
        {
            return new StreamWriter(open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new ClosedWriter(closed);
        }
    }

    /// <summary>The console's own stream takes no notice when the reader of a pipe has gone; a run would go on for nobody.</summary>
    private static Stream OutputStream()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
        {
            return Console.OpenStandardOutput();
        }

        var pipe = new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }

    /// <summary>A stream that was closed before the program began.</summary>
    private sealed class ClosedWriter(Exception why) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException(why.Message, why);
    }
}
