using Grains.Interfaces.Contracts;

namespace Grains.Post;

/// <summary>A run that a post office has open, and the quantum it is in.</summary>
internal sealed class OpenRun(RunOffice office)
{
    private long _until = -1;
    private Task<QuantumResult>? _quantum;

    public RunOffice Office => office;

    /// <summary>Starts the quantum; asked again for the same one, answers how that one stands.</summary>
    public async Task<QuantumResult> Run(long from, long until, TimeSpan patience, TimeProvider clock)
    {
        if (_until != until || _quantum is null)
        {
            _until = until;
            _quantum = office.Run(from, until);
        }

        try
        {
            return await _quantum.WaitAsync(patience, clock);
        }
        catch (TimeoutException) when (!_quantum.IsCompleted)
        {
            return office.Look() with { Done = false };
        }
    }
}
