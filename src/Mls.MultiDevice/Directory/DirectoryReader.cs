using System.Buffers.Binary;
using Mls.Core.Crypto;
using Mls.Core.Wire;

namespace Mls.MultiDevice.Directory;

/// <summary>What one reader of the directory has fetched so far, so that it fetches nothing twice: of each user that it has met how many statements about
/// devices, and the certificates of the leaf keys that it validated last. Counts only: <see cref="AuthenticationDirectory"/> decides.</summary>
public sealed class DirectoryReader(AuthenticationDirectory directory)
{
    /// <summary>Certificates that a reader remembers. A leaf is validated when it enters, so what is older is needed only by who enters a group anew, and fetched again.</summary>
    public const int MaxCertificates = 256;

    private readonly SortedDictionary<UInt128, int> _statements = [];
    private readonly Queue<ulong> _certificates = [];
    private FetchedRecords _fetched;

    /// <summary>The reader is about to decide about a user's key: fetches what it lacks for it.</summary>
    /// <param name="user">The user's id; what is none names nobody.</param>
    /// <param name="key">The key; <see langword="null"/> where only the user's devices are asked for.</param>
    /// <param name="now">Virtual milliseconds.</param>
    /// <param name="self">The reader's own key, whose records it need not fetch; <see langword="null"/> for a service.</param>
    public void Fetch(OpaqueBytes user, SignaturePublicKey? key, long now, SignaturePublicKey? self = null)
    {
        if (UserId.Name(user) is not { } name)
        {
            return;
        }

        var id = BinaryPrimitives.ReadUInt128BigEndian(user.Span);
        var before = _statements.GetValueOrDefault(id);
        var isKnown = key is null || _certificates.Contains(Short(key));
        var (statements, fetched, certificate) = directory.Records(name, isKnown ? null : key, now, before, self);
        if (statements > before)
        {
            _statements[id] = statements;
        }

        if (certificate is { } found)
        {
            Remember(Short(key!));
            fetched = fetched.And(found);
        }

        _fetched = _fetched.And(fetched);
    }

    /// <summary>What has been fetched since the last call.</summary>
    public FetchedRecords Take()
    {
        var fetched = _fetched;
        _fetched = default;
        return fetched;
    }

    /// <summary>For snapshots.</summary>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var mark = writer.BeginVector();
        foreach (var (user, statements) in _statements)
        {
            writer.WriteUInt64((ulong)(user >> 64));
            writer.WriteUInt64(unchecked((ulong)user));
            writer.WriteUInt32((uint)statements);
        }

        writer.EndVector(mark);
        writer.WriteVector(_certificates, certificate =>
        {
            writer.WriteUInt64(certificate);
        });
    }

    /// <summary>Takes over what a snapshot held.</summary>
    public void Restore(ref TlsReader reader)
    {
        reader.VisitVector((ref TlsReader content) =>
        {
            _statements.Add(new UInt128(content.ReadUInt64(), content.ReadUInt64()), (int)content.ReadUInt32());
        });

        reader.VisitVector((ref TlsReader content) =>
        {
            _certificates.Enqueue(content.ReadUInt64());
        });
    }

    private void Remember(ulong certificate)
    {
        if (_certificates.Count == MaxCertificates)
        {
            _certificates.Dequeue();
        }

        _certificates.Enqueue(certificate);
    }

    /// <summary>Eight octets of a key tell keys apart well enough for an account.</summary>
    private static ulong Short(SignaturePublicKey key) => key.Octets.Length < sizeof(ulong) ? 0 : BinaryPrimitives.ReadUInt64BigEndian(key.Octets.Span[^sizeof(ulong)..]);
}
