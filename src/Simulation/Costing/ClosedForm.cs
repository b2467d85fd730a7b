namespace Simulation.Costing;

/// <summary>Octets of MLS messages by formula: warm trees whose leaf counts are powers of two, ids of 16 octets, minimal capabilities, basic credentials, no padding.</summary>
/// <param name="kemPublicKey">Npk.</param>
/// <param name="kemOutput">Nenc.</param>
/// <param name="signatureKey">Octets of a signature public key.</param>
/// <param name="signature">Octets of a signature.</param>
/// <param name="hash">Nh.</param>
public sealed class ClosedForm(int kemPublicKey, int kemOutput, int signatureKey, int signature, int hash)
{
    /// <summary>Octets of a group id and of a user id.</summary>
    public const int IdLength = 16;

    /// <summary>What the tree-root profile's leaf extension takes, its header included: type, length, and a LeafRef of 16 octets.</summary>
    public const int LeafRefExtension = 2 + 1 + 16;

    private const int Tag = 16;

    /// <summary>Cipher suite 1.</summary>
    public static ClosedForm Suite1 { get; } = new(32, 32, 32, 64, 32);

    /// <summary>A vector of <paramref name="length"/> octets with its header (RFC 9420, section 2.1.2).</summary>
    public static long V(long length) => length + length switch { < 64 => 1, < 16384 => 2, _ => 4 };

    /// <summary>lg of a power of two.</summary>
    public static int Height(int leaves) => System.Numerics.BitOperations.Log2((uint)leaves);

    /// <summary>A KeyPackage.</summary>
    public long KeyPackage(bool isVirtual) => 4 + V(kemPublicKey) + Leaf(16, isVirtual) + V(0) + V(signature);

    /// <summary>A Commit as a PublicMessage.</summary>
    /// <param name="proposals">Octets of its proposals, each with its type and kind.</param>
    /// <param name="recipients">Recipients of each path node from the leaf upwards; <see langword="null"/> for no path.</param>
    /// <param name="isVirtual">Whether the committer's leaf carries a LeafRef.</param>
    public long Commit(long proposals, IReadOnlyList<int>? recipients, bool isVirtual)
    {
        var path = recipients is null ? 0 : Leaf(V(recipients.Count == 0 ? 0 : hash), isVirtual) + V(recipients.Sum(PathNode));
        return 4 + V(IdLength) + 8 + 5 + V(0) + 1 + V(proposals) + 1 + path + V(signature) + (2 * V(hash));
    }

    /// <summary>A path Commit without proposals on a warm tree.</summary>
    public long WarmCommit(int leaves, bool isVirtual) => Commit(0, Full(leaves), isVirtual);

    /// <summary>One recipient at each of lg N path nodes.</summary>
    public static IReadOnlyList<int> Full(int leaves) => [.. Enumerable.Repeat(1, Height(leaves))];

    /// <summary>The same in a tree that an Add has just doubled: the new top node has nobody to tell but those who joined.</summary>
    public static IReadOnlyList<int> Grown(int leaves) => [.. Full(leaves), 0];

    /// <summary>An Add proposal by value.</summary>
    public long Add(bool isVirtual) => 3 + KeyPackage(isVirtual);

    /// <summary>A Remove proposal by value.</summary>
    public static long Remove => 7;

    /// <summary>A Welcome with the tree beside it.</summary>
    /// <param name="joiners">Members added.</param>
    /// <param name="withPath">Whether the Commit had a path, so that each joiner is told a path secret.</param>
    public long Welcome(int joiners, bool withPath)
    {
        var secrets = V(V(hash) + 1 + (withPath ? V(hash) : 0) + V(0) + Tag);
        return 6 + V(joiners * (V(hash) + V(kemOutput) + secrets)) + V(GroupInfo() + Tag);
    }

    /// <summary>A PrivateMessage of <paramref name="length"/> octets of application data.</summary>
    public long Application(long length) => 4 + V(IdLength) + 8 + 1 + V(0) + V(12 + Tag) + V(V(length) + V(signature) + Tag);

    /// <summary>The SiblingWelcome for <paramref name="groups"/> groups, as a PrivateMessage of the user group.</summary>
    public long SiblingWelcome(int groups) => Application(1 + V(groups * (V(IdLength) + 8 + (2 * V(hash)))));

    /// <summary>The notice of <paramref name="count"/> KeyPackages, as a PrivateMessage of the user group.</summary>
    public long Notice(int count) => Application(1 + V(count * (V(hash) + 16)));

    /// <summary>The directory's record of a leaf's key.</summary>
    public long LeafRecord => Record(V(signatureKey) + 8 + 8);

    /// <summary>The directory's record of a device's key.</summary>
    public long DeviceRecord(int nameLength) => Record(V(nameLength) + V(signatureKey));

    /// <summary>The directory's record that a device is to go.</summary>
    public long SuspensionRecord(int nameLength) => Record(V(nameLength));

    /// <summary>The directory's record of a revocation.</summary>
    public long RevocationRecord(int nameLength) => Record(V(nameLength) + 8 + 8);

    private long Record(long body) => 1 + body + V(signatureKey) + V(signature);

    private long GroupInfo() => 4 + V(IdLength) + 8 + (2 * V(hash)) + V(0) + V(0) + V(hash) + 4 + V(signature);

    private long Leaf(long source, bool isVirtual)
    {
        var capabilities = V(2) + V(2) + V(isVirtual ? 2 : 0) + V(0) + V(2);
        return V(kemPublicKey) + V(signatureKey) + 2 + V(IdLength) + capabilities + 1 + source + V(isVirtual ? LeafRefExtension : 0) + V(signature);
    }

    private long PathNode(int recipients) => V(kemPublicKey) + V(recipients * (V(kemOutput) + V(hash + Tag)));
}
