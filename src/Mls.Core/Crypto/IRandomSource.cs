namespace Mls.Core.Crypto;

/// <summary>Where randomness enters. The operating system's generator in production, a seeded stream in a simulated run.</summary>
public interface IRandomSource
{
    /// <summary>Fills <paramref name="target"/> with random octets.</summary>
    void Fill(Span<byte> target);
}
