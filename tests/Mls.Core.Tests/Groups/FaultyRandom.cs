using Mls.Core.Crypto;

namespace Mls.Core.Tests.Groups;

/// <summary>A random source of which one call fails.</summary>
internal sealed class FaultyRandom(IRandomSource inner, Faults faults) : IRandomSource
{
    public void Fill(Span<byte> target)
    {
        faults.Count();
        inner.Fill(target);
    }
}
