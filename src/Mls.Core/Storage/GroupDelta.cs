using System.Security.Cryptography;
using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>What one operation changes in a store: records to put and records to delete, no key in both. To be applied whole or not at all.</summary>
public sealed class GroupDelta : IDisposable
{
    private readonly Dictionary<OpaqueBytes, byte[]> _puts = [];
    private readonly HashSet<OpaqueBytes> _deletes = [];

    internal GroupDelta()
    {
    }

    /// <summary>Records that replace what has the same key, or are new.</summary>
    public IEnumerable<GroupRecord> Puts => _puts.Select(put => new GroupRecord(put.Key, put.Value));

    /// <summary>Keys whose records go; some may not be there.</summary>
    public IReadOnlyCollection<OpaqueBytes> Deletes => _deletes;

    /// <summary>Octets of all keys and values.</summary>
    public int Size => _puts.Sum(put => put.Key.Length + put.Value.Length) + _deletes.Sum(key => key.Length);

    /// <summary>Whether nothing changes.</summary>
    internal bool IsEmpty => _puts.Count == 0 && _deletes.Count == 0;

    /// <summary>Clears the values.</summary>
    public void Dispose()
    {
        foreach (var value in _puts.Values)
        {
            CryptographicOperations.ZeroMemory(value);
        }

        _puts.Clear();
    }

    internal void Put(OpaqueBytes key, ReadOnlySpan<byte> value)
    {
        _deletes.Remove(key);
        if (_puts.Remove(key, out var replaced))
        {
            CryptographicOperations.ZeroMemory(replaced);
        }

        var pinned = GC.AllocateUninitializedArray<byte>(value.Length, pinned: true);
        value.CopyTo(pinned);
        _puts.Add(key, pinned);
    }

    internal void Delete(OpaqueBytes key)
    {
        if (_puts.Remove(key, out var replaced))
        {
            CryptographicOperations.ZeroMemory(replaced);
        }

        _deletes.Add(key);
    }
}
