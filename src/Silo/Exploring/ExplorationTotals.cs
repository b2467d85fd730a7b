using System.Collections.Immutable;

namespace Silo.Exploring;

/// <summary>What a change took.</summary>
/// <param name="Commits">Commits accepted.</param>
/// <param name="OctetsSent">Octets that devices sent, whatever for.</param>
/// <param name="OctetsDelivered">Octets that devices were delivered.</param>
/// <param name="Ciphertexts">HPKE ciphertexts in what was sent.</param>
/// <param name="Signatures">Signatures made.</param>
/// <param name="DevicesTouched">Devices that had to compute something.</param>
/// <param name="Sent">Octets sent, by kind: Commits, Welcomes and what is around them, KeyPackages, records of the directory.</param>
/// <param name="Delivered">Octets delivered, by kind.</param>
public sealed record ExplorationTotals(
    int Commits,
    long OctetsSent,
    long OctetsDelivered,
    long Ciphertexts,
    long Signatures,
    int DevicesTouched,
    ImmutableSortedDictionary<string, long> Sent,
    ImmutableSortedDictionary<string, long> Delivered);
