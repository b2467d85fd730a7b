using Mls.Core.Crypto;

namespace Mls.MultiDevice.Security;

/// <summary>The randomness of whoever only listens: there is none.</summary>
internal sealed class NoChance : IRandomStreams, IRandomStream
{
    /// <inheritdoc/>
    public ulong Position => 0;

    /// <inheritdoc/>
    public IRandomStream Open(string actor, string purpose, ulong position = 0) => this;

    /// <inheritdoc/>
    public void Fill(Span<byte> target) => throw new InvalidOperationException("a passive attacker draws nothing");
}
