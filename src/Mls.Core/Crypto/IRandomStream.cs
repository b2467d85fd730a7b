namespace Mls.Core.Crypto;

/// <summary>A random source whose place can be saved, so that a restored actor goes on where it stopped.</summary>
public interface IRandomStream : IRandomSource
{
    /// <summary>The place: 0 at the start; give it to <see cref="IRandomStreams.Open"/> to go on from here. Without meaning where the stream cannot be repeated.</summary>
    ulong Position { get; }
}
