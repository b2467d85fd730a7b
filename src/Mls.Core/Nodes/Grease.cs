using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Wire;

namespace Mls.Core.Nodes;

/// <summary>RFC 9420, section 13.5: the values 0x0A0A, 0x1A1A and so on to 0xEAEA, which nobody will ever give a meaning.</summary>
public static class Grease
{
    private const int Count = 15;
    private const int LongestData = 16;

    /// <summary>Whether the value is one of them.</summary>
    public static bool Is(ushort value) => (value & 0x0f0f) == 0x0a0a && value >> 12 == ((value >> 4) & 0x0f) && value >> 12 < Count;

    /// <summary>Capabilities with one more value in the lists of suites, extensions, proposals and credentials.</summary>
    internal static Capabilities Into(Capabilities capabilities, ExtensionType extension, IRandomSource random) => capabilities with
    {
        CipherSuites = [.. capabilities.CipherSuites, new CipherSuite(Draw(random))],
        Extensions = [.. capabilities.Extensions, extension],
        Proposals = [.. capabilities.Proposals, new ProposalType(Draw(random))],
        Credentials = [.. capabilities.Credentials, new CredentialType(Draw(random))],
    };

    /// <summary>Capabilities without such values, by which members are told apart.</summary>
    internal static Capabilities Without(Capabilities capabilities)
    {
        var has = capabilities.CipherSuites.Any(one => Is(one.Value))
            || capabilities.Extensions.Any(one => Is(one.Value))
            || capabilities.Proposals.Any(one => Is(one.Value))
            || capabilities.Credentials.Any(one => Is(one.Value));
        return !has ? capabilities : capabilities with
        {
            CipherSuites = [.. capabilities.CipherSuites.Where(one => !Is(one.Value))],
            Extensions = [.. capabilities.Extensions.Where(one => !Is(one.Value))],
            Proposals = [.. capabilities.Proposals.Where(one => !Is(one.Value))],
            Credentials = [.. capabilities.Credentials.Where(one => !Is(one.Value))],
        };
    }

    /// <summary>An extension of such a type with some octets.</summary>
    internal static Extension Extension(IRandomSource random)
    {
        Span<byte> length = stackalloc byte[1];
        random.Fill(length);
        var data = new byte[length[0] % (LongestData + 1)];
        random.Fill(data);
        return new Extension(new ExtensionType(Draw(random)), OpaqueBytes.Own(data));
    }

    private static ushort Draw(IRandomSource random)
    {
        Span<byte> drawn = stackalloc byte[1];
        random.Fill(drawn);
        return (ushort)(0x0a0a + (0x1010 * (drawn[0] % Count)));
    }
}
