using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Grains.Interfaces.Contracts;

/// <summary>Whom a mail goes to. Keep and reuse the object while the set does not change: its digest is computed once.</summary>
[GenerateSerializer]
[Immutable]
[Alias("recipients")]
public sealed class Recipients
{
    [NonSerialized]
    private byte[]? _digest;

    /// <summary>All of <paramref name="actors"/>, each once for each time it is listed.</summary>
    public Recipients(ImmutableArray<ActorId> actors)
    {
        if (actors.IsDefault)
        {
            throw new ArgumentException("no array of recipients", nameof(actors));
        }

        Actors = actors;
    }

    /// <summary>The recipients.</summary>
    [Id(0)]
    public ImmutableArray<ActorId> Actors { get; }

    /// <summary>How many.</summary>
    public int Count => Actors.Length;

    /// <summary>SHA-256 over the recipients' kinds and names, computed once.</summary>
    public ReadOnlySpan<byte> Digest => _digest ??= ComputeDigest();

    /// <summary>One recipient.</summary>
    public static Recipients One(ActorId actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return new([actor]);
    }

    /// <summary>Several recipients.</summary>
    public static Recipients Many(IEnumerable<ActorId> actors) => new([.. actors]);

    /// <summary>The first recipient and how many there are.</summary>
    public override string ToString() => Count == 1 ? Actors[0].ToString() : $"{Count} recipients";

    private byte[] ComputeDigest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> head = stackalloc byte[8];
        foreach (var actor in Actors)
        {
            var name = System.Text.Encoding.UTF8.GetBytes(actor.Name);
            BinaryPrimitives.WriteInt32BigEndian(head, (int)actor.Kind);
            BinaryPrimitives.WriteInt32BigEndian(head[4..], name.Length);
            hash.AppendData(head);
            hash.AppendData(name);
        }

        return hash.GetHashAndReset();
    }
}
