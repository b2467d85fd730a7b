namespace Mls.Core.Tests.Oracle;

/// <summary>A ParentNode (RFC 9420, section 7.1).</summary>
internal sealed record ModelParent(byte[] Key, byte[] ParentHash, int[] Unmerged)
{
    /// <summary>The encoding as if some leaves were not on the list.</summary>
    public byte[] Encode(int[] without) => Octets.Join(
        Octets.Opaque(Key),
        Octets.Opaque(ParentHash),
        Octets.Opaque([.. Unmerged.Except(without).Select(leaf => Octets.U32((uint)leaf))]));
}
