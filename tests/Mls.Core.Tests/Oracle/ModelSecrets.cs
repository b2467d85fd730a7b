using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Seams;
using Mls.Core.Secrets;

namespace Mls.Core.Tests.Oracle;

/// <summary>What the model is told: the keys behind leaves and the first path secret of each path. Takes the place of the members' key source to learn them.</summary>
/// <param name="opened">Most ciphertexts that the model opens of one node of a path; the first and the last are among them.</param>
internal sealed class ModelSecrets(int opened) : ILeafKeySource, IDisposable
{
    private readonly FreshLeafKeys _source = new();
    private readonly Dictionary<string, HpkePrivateKey> _keys = [];
    private readonly Dictionary<string, byte[]> _pathSecrets = [];

    /// <summary>The test's external keys are their own names.</summary>
    public static byte[] ExternalPsk(byte[] id) => id;

    /// <inheritdoc/>
    public LeafKeys Next(ICryptoProvider crypto, IRandomSource random, GroupId group, SignaturePrivateKey current)
    {
        var keys = _source.Next(crypto, random, group, current);
        Keep(keys.EncryptionKey.Copy());
        _pathSecrets.Add(keys.EncryptionKey.PublicKey.Octets.ToString(), keys.PathSecret.Expose().ToArray());
        return keys;
    }

    public HpkePrivateKey Keep(HpkePrivateKey key)
    {
        _keys[key.PublicKey.Octets.ToString()] = key;
        return key;
    }

    public HpkePrivateKey PrivateKey(byte[] publicKey) => _keys[Octets.Hex(publicKey)];

    public byte[] FirstPathSecret(byte[] leafKey) => _pathSecrets[Octets.Hex(leafKey)];

    public IEnumerable<int> Sample(int count) => Enumerable.Range(0, count).Where(i => count <= opened || i < opened - 1 || i == count - 1);

    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }
    }
}
