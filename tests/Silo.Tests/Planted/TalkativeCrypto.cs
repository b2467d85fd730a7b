using System.Collections.Concurrent;
using System.Text;
using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Schedule;
using Mls.Core.Wire;
using TestKit;

namespace Silo.Tests.Planted;

/// <summary>Keeps every joiner secret that anybody derives.</summary>
internal sealed class TalkativeCrypto(ICryptoProvider inner) : WrappedCrypto(inner), ICryptoProviders
{
    private static readonly byte[] Label = Encoding.ASCII.GetBytes("MLS 1.0 joiner");

    /// <summary>The joiner secrets by group and epoch.</summary>
    public ConcurrentDictionary<(GroupId Group, Epoch Epoch), byte[]> Joiners { get; } = [];

    public IReadOnlyList<CipherSuite> Supported => [Suite];

    public ICryptoProvider? Find(CipherSuite suite) => suite == Suite ? this : null;

    public override void Expand(ReadOnlySpan<byte> pseudorandomKey, ReadOnlySpan<byte> info, Span<byte> output)
    {
        base.Expand(pseudorandomKey, info, output);
        var at = info.IndexOf(Label);
        if (at < 0)
        {
            return;
        }

        // struct { uint16 length; opaque label<V>; opaque context<V>; } KDFLabel, the context a GroupContext.
        var reader = new TlsReader(info);
        reader.ReadUInt16();
        reader.ReadOpaqueSpan();
        var inContext = new TlsReader(reader.ReadOpaqueSpan());
        var context = GroupContext.Read(ref inContext);
        Joiners.TryAdd((context.GroupId, context.Epoch), output.ToArray());
    }
}
