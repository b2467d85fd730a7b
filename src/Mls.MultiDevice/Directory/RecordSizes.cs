using Mls.Core.Crypto;

namespace Mls.MultiDevice.Directory;

/// <summary>How large the valid records of one user's log are, for the accounts of those who fetch them. Its owner locks it.</summary>
internal sealed class RecordSizes
{
    private readonly List<Size> _statements = [];
    private readonly Dictionary<SignaturePublicKey, Size> _leaves = [];

    /// <summary>Takes note of a record that has been found valid.</summary>
    public void Add(DirectoryRecord record, DirectoryLogEntry entry)
    {
        var size = new Size(entry.At, entry.Octets.Length, record.Signer);
        if (record.Statement is DirectoryStatement.LeafKey leaf)
        {
            _leaves[leaf.Key] = size;
        }
        else
        {
            _statements.Add(size);
        }
    }

    /// <summary>The statements about devices that can be read at <paramref name="now"/>, but for the first few and for what the reader has said itself.</summary>
    /// <param name="now">Virtual milliseconds.</param>
    /// <param name="skip">Statements that the reader has already.</param>
    /// <param name="reader">The reader's own key; <see langword="null"/> for a service.</param>
    /// <returns>How many statements there are in all, and what the reader fetches of them.</returns>
    public (int Statements, FetchedRecords Fetched) Statements(long now, int skip, SignaturePublicKey? reader)
    {
        var count = _statements.Count;
        while (count > 0 && _statements[count - 1].At > now)
        {
            count--;
        }

        var fetched = default(FetchedRecords);
        for (var i = skip; i < count; i++)
        {
            fetched = fetched.And(_statements[i], reader);
        }

        return (count, fetched);
    }

    /// <summary>The certificate of a leaf's key; <see langword="null"/> where the key is no leaf's.</summary>
    /// <inheritdoc cref="Statements"/>
    public FetchedRecords? Certificate(SignaturePublicKey key, long now, SignaturePublicKey? reader) =>
        _leaves.TryGetValue(key, out var size) && size.At <= now ? default(FetchedRecords).And(size, reader) : null;

    internal sealed record Size(long At, int Octets, SignaturePublicKey Signer);
}
