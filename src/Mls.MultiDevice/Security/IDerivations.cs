using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Seams;
using Mls.Core.Wire;

namespace Mls.MultiDevice.Security;

/// <summary>What the secrets of a mode let a thief derive from public octets, beyond what every mode's do. Owns them.</summary>
internal interface IDerivations : IDisposable
{
    /// <summary>Tries every root that it has on a leaf of the user. Asked again about the same leaf, it tries only what is new.</summary>
    /// <returns>Whether the keys behind the leaf are in <paramref name="loot"/> now and were not before.</returns>
    bool TryLeaf(Loot loot, GroupId group, LeafNode leaf);

    /// <summary>The keys behind a leaf of a Commit, for whoever goes on using them; <see langword="null"/> where no root gives them. The caller owns them.</summary>
    LeafKeys? KeysOf(GroupId group, LeafNode leaf);

    /// <summary>The public log of the user group has reached an epoch.</summary>
    void Heard(ulong userEpoch);

    /// <summary>The secrets of an epoch of the user group are known, lent.</summary>
    void Learn(ulong userEpoch, EpochSecrets secrets);

    /// <summary>Reads what siblings say to each other.</summary>
    /// <returns>Whether there was something secret in it.</returns>
    bool Read(Loot loot, OpaqueBytes said);
}
