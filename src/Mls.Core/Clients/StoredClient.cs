using System.Security.Cryptography;
using Mls.Core.Crypto;
using Mls.Core.KeyPackages;
using Mls.Core.Storage;
using Mls.Core.Wire;

namespace Mls.Core.Clients;

/// <summary>A client's own records as they came out of a store.</summary>
internal sealed class StoredClient : IDisposable
{
    private StoredClient(ClientRecords records) => Records = records;

    private delegate T Reader<out T>(ref TlsReader reader);

    public ClientRecords Records { get; }

    public StoredIdentity? Identity { get; private set; }

    public List<GroupEntry> Groups { get; } = [];

    public Dictionary<KeyPackageRef, StockedKeyPackage> KeyPackages { get; } = [];

    /// <summary>What the part holds; <see langword="null"/> where it is empty.</summary>
    /// <exception cref="MalformedException">A record is damaged, missing, left over or older than the others.</exception>
    /// <exception cref="ArgumentException">The client is of another suite.</exception>
    public static async Task<StoredClient?> ReadAsync(ICryptoProvider crypto, IGroupStore part, CancellationToken cancellationToken)
    {
        var values = await part.LoadAsync(cancellationToken);
        var stored = new StoredClient(new ClientRecords(crypto.Suite, part));
        try
        {
            return values.Count == 0 ? null : stored.Filled(crypto, values);
        }
        catch
        {
            stored.Dispose();
            throw;
        }
        finally
        {
            foreach (var value in values.Values)
            {
                CryptographicOperations.ZeroMemory(value);
            }
        }
    }

    public void Dispose()
    {
        Identity?.Dispose();
        Records.Dispose();
        foreach (var package in KeyPackages.Values)
        {
            package.Dispose();
        }
    }

    private static T Whole<T>(ReadOnlySpan<byte> content, Reader<T> read)
    {
        var reader = new TlsReader(content);
        var value = read(ref reader);
        reader.ExpectEnd();
        return value;
    }

    private StoredClient Filled(ICryptoProvider crypto, IReadOnlyDictionary<OpaqueBytes, byte[]> values)
    {
        ClientHead? head = null;
        var digests = new Dictionary<OpaqueBytes, UInt128>();
        foreach (var (key, value) in values)
        {
            var content = RecordSeal.Open(key, value, out var digest);
            switch (key.IsEmpty ? default : (ClientRecordTag)key.Span[0])
            {
                case ClientRecordTag.Head:
                    head = Tls.Decode<ClientHead>(content);
                    continue;
                case ClientRecordTag.Identity:
                    Identity = Whole(content, StoredIdentity.Read);
                    break;
                case ClientRecordTag.Group:
                    Groups.Add(Tls.Decode<GroupEntry>(content));
                    break;
                case ClientRecordTag.KeyPackage:
                    KeyPackages.Add(new KeyPackageRef(new OpaqueBytes(key.Span[1..])), Whole(content, StockedKeyPackage.Read));
                    break;
                default:
                    throw new MalformedException($"stored record {key} is none of a client", 0);
            }

            digests.Add(key, digest);
        }

        if (head is not { } found || Identity is null)
        {
            throw new MalformedException("the head or the identity of a stored client is missing", 0);
        }

        if (found.Suite != crypto.Suite)
        {
            throw new ArgumentException($"services of suite {crypto.Suite} for a stored client of suite {found.Suite}", nameof(crypto));
        }

        Records.Restore(digests, found);
        return this;
    }
}
