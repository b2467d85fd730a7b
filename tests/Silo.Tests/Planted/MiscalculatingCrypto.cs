using System.Text;
using Mls.Core.Crypto;
using TestKit;

namespace Silo.Tests.Planted;

/// <summary>Derives one epoch authenticator wrongly.</summary>
/// <param name="inner">The primitives.</param>
/// <param name="call">Which one, counted from 1.</param>
internal sealed class MiscalculatingCrypto(ICryptoProvider inner, int call) : WrappedCrypto(inner), ICryptoProviders
{
    private static readonly byte[] Label = Encoding.ASCII.GetBytes("MLS 1.0 authentication");
    private int _calls;

    public IReadOnlyList<CipherSuite> Supported => [Suite];

    public ICryptoProvider? Find(CipherSuite suite) => suite == Suite ? this : null;

    public override void Expand(ReadOnlySpan<byte> pseudorandomKey, ReadOnlySpan<byte> info, Span<byte> output)
    {
        base.Expand(pseudorandomKey, info, output);
        if (info.IndexOf(Label) >= 0 && Interlocked.Increment(ref _calls) == call)
        {
            output[0] ^= 1;
        }
    }
}
