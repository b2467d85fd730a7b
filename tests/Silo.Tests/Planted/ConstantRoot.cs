using System.Text;
using Mls.Core.Crypto;
using TestKit;

namespace Silo.Tests.Planted;

/// <summary>Derives the same root for every epoch of every user group: a public constant in place of the root secret.</summary>
internal sealed class ConstantRoot(ICryptoProvider inner) : WrappedCrypto(inner), ICryptoProviders
{
    private static readonly byte[] Label = Encoding.ASCII.GetBytes("MLS 1.0 mdm tree-root v1");

    public IReadOnlyList<CipherSuite> Supported => [Suite];

    public ICryptoProvider? Find(CipherSuite suite) => suite == Suite ? this : null;

    public override void Expand(ReadOnlySpan<byte> pseudorandomKey, ReadOnlySpan<byte> info, Span<byte> output)
    {
        base.Expand(pseudorandomKey, info, output);
        if (info.IndexOf(Label) >= 0)
        {
            output.Clear();
        }
    }
}
