using Mls.Core.Crypto;
using Mls.Core.KeyPackages;
using Mls.Core.Storage;
using Mls.Core.Wire;

namespace Mls.Core.Clients;

/// <summary>The client's own part of its store. Changes are collected and then committed as one delta, sealed as a group's records are.</summary>
internal sealed class ClientRecords(CipherSuite suite, IGroupStore store) : IDisposable
{
    private readonly Dictionary<OpaqueBytes, UInt128> _digests = [];
    private GroupDelta _delta = new();

    /// <summary>The name of the part in the client's store.</summary>
    public static OpaqueBytes Part { get; } = [0];

    /// <summary>Whether something went wrong in the middle of a change: nobody knows what the store holds, and memory is of no use any more.</summary>
    public bool IsTorn { get; private set; }

    private ClientHead Head => new(suite, (uint)_digests.Count, _digests.Values.Aggregate(UInt128.Zero, static (all, one) => all ^ one));

    /// <summary>Notes records that are stored.</summary>
    /// <exception cref="MalformedException">They are not those of one moment.</exception>
    public void Restore(IReadOnlyDictionary<OpaqueBytes, UInt128> digests, ClientHead head)
    {
        foreach (var (key, digest) in digests)
        {
            _digests.Add(key, digest);
        }

        if (Head != head)
        {
            throw new MalformedException($"{_digests.Count} stored records of a client do not fit together: the head tells of {head.Count}", 0);
        }
    }

    public void Put(StoredIdentity identity) => Put(Key(ClientRecordTag.Identity, []), identity.Write);

    public void Put(GroupEntry entry) => Put(KeyOf(entry), entry.Write);

    public void Put(KeyPackageRef name, StockedKeyPackage package) => Put(KeyOf(name), package.Write);

    public void Delete(GroupEntry entry) => Delete(KeyOf(entry));

    public void Delete(KeyPackageRef name) => Delete(KeyOf(name));

    /// <summary>Does steps that belong together.</summary>
    public async Task<T> ChangeAsync<T>(Func<Task<T>> steps)
    {
        IsTorn = true;
        var result = await steps();
        IsTorn = false;
        return result;
    }

    /// <summary>Commits what has been put and deleted.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_delta.IsEmpty)
        {
            return;
        }

        Append(Key(ClientRecordTag.Head, []), Head.Write);
        using var delta = _delta;
        _delta = new GroupDelta();
        await store.CommitAsync(delta, cancellationToken);
    }

    public void Dispose() => _delta.Dispose();

    private static OpaqueBytes KeyOf(GroupEntry entry) => Key(ClientRecordTag.Group, entry.Part.Span[1..]);

    private static OpaqueBytes KeyOf(KeyPackageRef name) => Key(ClientRecordTag.KeyPackage, name.Octets.Span);

    private static OpaqueBytes Key(ClientRecordTag tag, ReadOnlySpan<byte> name) => [(byte)tag, .. name];

    private void Put(OpaqueBytes key, Action<TlsWriter> write) => _digests[key] = Append(key, write);

    private UInt128 Append(OpaqueBytes key, Action<TlsWriter> write)
    {
        using var content = new TlsWriter();
        write(content);
        var digest = RecordSeal.Append(key, content);
        _delta.Put(key, content.Written);
        return digest;
    }

    private void Delete(OpaqueBytes key)
    {
        if (_digests.Remove(key))
        {
            _delta.Delete(key);
        }
    }
}
