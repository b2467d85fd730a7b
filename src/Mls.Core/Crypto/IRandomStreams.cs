namespace Mls.Core.Crypto;

/// <summary>Gives each actor its own random streams, one for each purpose.</summary>
public interface IRandomStreams
{
    /// <summary>The stream of <paramref name="actor"/> for <paramref name="purpose"/>, at a place that <see cref="IRandomStream.Position"/> gave, or at the start.</summary>
    IRandomStream Open(string actor, string purpose, ulong position = 0);
}
