using System.Collections.Immutable;

namespace Simulation.Reporting;

/// <summary>What the operations of one name cost in one phase.</summary>
public sealed record OperationResult
{
    /// <summary>How many there were.</summary>
    public required long Count { get; init; }

    /// <summary>MLS messages that devices sent for them.</summary>
    public required long Messages { get; init; }

    /// <summary>Octets of MLS messages that devices sent.</summary>
    public required long OctetsSent { get; init; }

    /// <summary>Octets of MLS messages that devices were delivered, once for each.</summary>
    public required long OctetsDelivered { get; init; }

    /// <summary>Octets of records that devices appended to the directory.</summary>
    public required long DirectoryOctetsSent { get; init; }

    /// <summary>Octets of records that devices fetched from the directory.</summary>
    public required long DirectoryOctetsFetched { get; init; }

    /// <summary>Octets that devices sent around and beside MLS messages.</summary>
    public required long ControlOctetsSent { get; init; }

    /// <summary>Octets that devices were delivered around and beside MLS messages.</summary>
    public required long ControlOctetsDelivered { get; init; }

    /// <summary>HPKE ciphertexts in what was sent.</summary>
    public required long HpkeCiphertexts { get; init; }

    /// <summary>HPKE encapsulations.</summary>
    public required long Seal { get; init; }

    /// <summary>HPKE decapsulations.</summary>
    public required long Open { get; init; }

    /// <summary>Signatures made.</summary>
    public required long Sign { get; init; }

    /// <summary>Signatures verified.</summary>
    public required long Verify { get; init; }

    /// <summary>KEM key pairs derived.</summary>
    public required long DeriveKeyPair { get; init; }

    /// <summary>Of the signatures made, those under records for the directory.</summary>
    public required long DirectorySign { get; init; }

    /// <summary>Of the signatures verified, those under records from the directory.</summary>
    public required long DirectoryVerify { get; init; }

    /// <summary>Commits accepted.</summary>
    public required long Commits { get; init; }

    /// <summary>Commits that lost a race.</summary>
    public required long Conflicts { get; init; }

    /// <summary>Repetitions after a lost race.</summary>
    public required long Retries { get; init; }

    /// <summary>Operations given up, by reason.</summary>
    public required ImmutableSortedDictionary<string, long> Skipped { get; init; }

    /// <summary>Virtual time until the change was effective in all groups; null where there was none.</summary>
    public required Percentiles? EffectiveSeconds { get; init; }
}
