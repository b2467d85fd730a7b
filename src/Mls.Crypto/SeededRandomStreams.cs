using Mls.Core.Crypto;

namespace Mls.Crypto;

/// <summary>The streams of one seeded run. <b>For simulation only.</b> Immutable.</summary>
public sealed class SeededRandomStreams(ulong seed) : IRandomStreams
{
    /// <inheritdoc/>
    public IRandomStream Open(string actor, string purpose, ulong position = 0) => new SeededRandom(seed, actor, purpose, position);
}
