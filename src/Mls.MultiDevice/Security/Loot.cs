using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Secrets;

namespace Mls.MultiDevice.Security;

/// <summary>Every secret that an attacker has had or derived. Nothing is ever deleted from it before the whole is disposed of. Owns everything.</summary>
internal sealed class Loot : IDisposable
{
    private readonly Dictionary<HpkePublicKey, HpkePrivateKey> _keys = [];
    private readonly Dictionary<KeyPackageRef, HpkePublicKey> _initKeys = [];
    private readonly Dictionary<HpkePublicKey, PathSecret> _paths = [];
    private readonly Dictionary<(GroupId Group, ulong Epoch), EpochLoot> _epochs = [];
    private readonly List<(JoinerSecret Joiner, PskSecret Psk)> _joiners = [];

    /// <summary>Joiner secrets, each with the PSK secret beside it.</summary>
    public IReadOnlyList<(JoinerSecret Joiner, PskSecret Psk)> Joiners => _joiners;

    /// <summary>The epochs of which anything secret is known.</summary>
    public IReadOnlyDictionary<(GroupId Group, ulong Epoch), EpochLoot> Epochs => _epochs;

    /// <summary>The private half of a key, lent; <see langword="null"/> where it is not known.</summary>
    public HpkePrivateKey? Key(HpkePublicKey? key) => key is null ? null : _keys.GetValueOrDefault(key);

    /// <summary>Takes a private key over.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(HpkePrivateKey key)
    {
        if (_keys.TryAdd(key.PublicKey, key))
        {
            return true;
        }

        key.Dispose();
        return false;
    }

    /// <summary>Takes over the keys behind a KeyPackage.</summary>
    public void Add(KeyPackageRef reference, HpkePrivateKey initKey, HpkePrivateKey encryptionKey)
    {
        Know(reference, initKey.PublicKey);
        Add(initKey);
        Add(encryptionKey);
    }

    /// <summary>Notes the public init key of a KeyPackage.</summary>
    public void Know(KeyPackageRef reference, HpkePublicKey initKey) => _initKeys.TryAdd(reference, initKey);

    /// <summary>The private init key of a KeyPackage, lent, where it is known.</summary>
    public HpkePrivateKey? InitKey(KeyPackageRef reference) => Key(_initKeys.GetValueOrDefault(reference));

    /// <summary>The first path secret behind a leaf, lent.</summary>
    public PathSecret? Path(HpkePublicKey leaf) => _paths.GetValueOrDefault(leaf);

    /// <summary>Takes over the first path secret behind a leaf.</summary>
    public void Add(HpkePublicKey leaf, PathSecret path)
    {
        if (!_paths.TryAdd(leaf, path))
        {
            path.Dispose();
        }
    }

    /// <summary>Takes over a joiner secret.</summary>
    public void Add(JoinerSecret joiner, PskSecret psk) => _joiners.Add((joiner, psk));

    /// <summary>What is known of an epoch, lent.</summary>
    public EpochLoot? Epoch(GroupId group, ulong epoch) => _epochs.GetValueOrDefault((group, epoch));

    /// <summary>Takes over what is known of an epoch, where nothing was.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(GroupId group, ulong epoch, EpochLoot loot)
    {
        if (_epochs.TryAdd((group, epoch), loot))
        {
            return true;
        }

        loot.Dispose();
        return false;
    }

    /// <summary>Replaces what a thief had of an epoch by all of its secrets.</summary>
    public void Replace(GroupId group, ulong epoch, EpochLoot all)
    {
        if (_epochs.Remove((group, epoch), out var before))
        {
            all.Inherit(before);
        }

        _epochs.Add((group, epoch), all);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }

        foreach (var path in _paths.Values)
        {
            path.Dispose();
        }

        foreach (var epoch in _epochs.Values)
        {
            epoch.Dispose();
        }

        foreach (var (joiner, psk) in _joiners)
        {
            joiner.Dispose();
            psk.Dispose();
        }
    }
}
