using System.Text;
using Simulation.Reporting;

namespace Silo.Commands;

/// <summary>A stream of the process, whose failure is no defect of this program: the reader may have gone, the disk may be full.</summary>
internal sealed class GuardedWriter : TextWriter
{
    private readonly TextWriter _inner;
    private readonly Action<Exception> _failed;

    private GuardedWriter(TextWriter inner, Action<Exception> failed)
    {
        _inner = inner;
        _failed = failed;
    }

    public override Encoding Encoding => _inner.Encoding;

    /// <summary>Standard output: a failure is an <see cref="OutputException"/>.</summary>
    public static GuardedWriter OfResults(TextWriter inner) => new(inner, failed => throw new OutputException("standard output cannot be written", failed));

    /// <summary>Standard error: where it cannot be written there is nobody to tell, and the exit code still says what happened.</summary>
    public static GuardedWriter OfComplaints(TextWriter inner) => new(inner, _ => { });

    public override void Write(char value) => Attempt(() => _inner.Write(value));

    public override void Write(string? value) => Attempt(() => _inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Attempt(() => _inner.Write(buffer, index, count));

    public override void WriteLine(string? value) => Attempt(() => _inner.WriteLine(value));

    public override void Flush() => Attempt(_inner.Flush);

    private void Attempt(Action write)
    {
        try
        {
            write();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            _failed(failed);
        }
    }
}
