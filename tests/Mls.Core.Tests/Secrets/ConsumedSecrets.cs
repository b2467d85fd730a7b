using Mls.Core.Groups;
using Mls.Core.Secrets;

namespace Mls.Core.Tests.Secrets;

/// <summary>Octets that no object may hold any more, each with what it was.</summary>
internal sealed class ConsumedSecrets
{
    private const int Shortest = 16;
    private readonly Dictionary<string, HashSet<string>> _names = new(StringComparer.Ordinal);

    /// <summary>How many there are of each kind.</summary>
    public IReadOnlyDictionary<string, int> Kinds => _names.Values
        .SelectMany(names => names)
        .GroupBy(name => name, StringComparer.Ordinal)
        .ToDictionary(kind => kind.Key, kind => kind.Count(), StringComparer.Ordinal);

    /// <summary>Notes a secret; zeroes stand for none.</summary>
    public void Add(string name, ReadOnlySpan<byte> octets)
    {
        if (octets.Length >= Shortest && octets.IndexOfAnyExcept((byte)0) >= 0)
        {
            var octetsInHex = Convert.ToHexString(octets);
            _names.TryAdd(octetsInHex, new HashSet<string>(StringComparer.Ordinal));
            _names[octetsInHex].Add(name);
        }
    }

    /// <summary>Notes what a state holds that its successor must not: epoch secrets and replaced private keys.</summary>
    public void AddSuperseded(GroupState before, GroupState? after)
    {
        Add("exporter_secret", before.Secrets.Exporter.Expose());
        Add("external_secret", before.Secrets.External.Expose());
        Add("confirmation_key", before.Secrets.ConfirmationKey.Expose());
        Add("membership_key", before.Secrets.MembershipKey.Expose());
        Add("epoch_authenticator", before.Secrets.EpochAuthenticator.Expose());
        Add("init_secret", before.Secrets.Init.Expose());
        if (!ReferenceEquals(before.Keys.LeafKey, after?.Keys.LeafKey))
        {
            Add("private key of a leaf", before.Keys.LeafKey.Expose());
        }

        foreach (var (node, key) in before.Keys.Parents().Where(parent => !ReferenceEquals(after?.Keys.Find(parent.Node), parent.Key)))
        {
            Add("private key of a parent", key.Expose());
        }

        foreach (var update in before.PendingUpdates.Values)
        {
            Add("path secret of an Update", update.PathSecret.Expose());
            if (!ReferenceEquals(update.EncryptionKey, after?.Keys.LeafKey))
            {
                Add("private key of an Update", update.EncryptionKey.Expose());
            }
        }
    }

    /// <summary>Takes back what lives on after all.</summary>
    public void Except(Secret kept) => _names.Remove(Convert.ToHexString(kept.Expose()));

    /// <summary>Which of them <paramref name="octets"/> hold, wherever they stand.</summary>
    public IEnumerable<string> FoundIn(byte[] octets)
    {
        foreach (var length in _names.Keys.Select(hex => hex.Length / 2).Distinct())
        {
            for (var at = 0; at + length <= octets.Length; at++)
            {
                if (_names.TryGetValue(Convert.ToHexString(octets, at, length), out var names))
                {
                    yield return string.Join(", ", names.Order(StringComparer.Ordinal));
                }
            }
        }
    }
}
