using System.Security.Cryptography;
using Mls.Core.Crypto;

namespace Mls.Crypto;

/// <summary>The operating system's generator. Safe to share between threads.</summary>
public sealed class SystemRandom : IRandomStream, IRandomStreams
{
    /// <summary>Always 0: nothing can be repeated.</summary>
    public ulong Position => 0;

    /// <inheritdoc/>
    public void Fill(Span<byte> target) => RandomNumberGenerator.Fill(target);

    /// <summary>This generator, whoever asks.</summary>
    public IRandomStream Open(string actor, string purpose, ulong position = 0) => this;
}
