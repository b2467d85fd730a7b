namespace Simulation.Costing;

/// <summary>What one operation cost in one mode. What is expected is by the closed form, and null where there is none.</summary>
public sealed record CostRow
{
    /// <summary>Name of the operation.</summary>
    public required string Operation { get; init; }

    /// <summary>How it was done, where there is a choice.</summary>
    public required CostVariant Variant { get; init; }

    /// <summary>Name of the mode.</summary>
    public required string Mode { get; init; }

    /// <summary>Octets of MLS messages that devices sent for it; KeyPackages where they are used, or where publishing is the operation.</summary>
    public required long OctetsSent { get; init; }

    /// <summary>Octets of MLS messages that devices were delivered, ratchet trees included.</summary>
    public required long OctetsDelivered { get; init; }

    /// <summary>Octets of ratchet trees that joining devices fetch.</summary>
    public required long OctetsFetched { get; init; }

    /// <summary>Octets of KeyPackages and notices of them that devices published because of it.</summary>
    public required long KeyPackageOctets { get; init; }

    /// <summary>Octets of records that devices appended to the directory.</summary>
    public required long DirectoryOctetsSent { get; init; }

    /// <summary>Octets of records that devices fetched from the directory.</summary>
    public required long DirectoryOctetsFetched { get; init; }

    /// <summary>Octets that devices sent around and beside MLS messages.</summary>
    public required long ControlOctetsSent { get; init; }

    /// <summary>Octets that devices were delivered around and beside MLS messages.</summary>
    public required long ControlOctetsDelivered { get; init; }

    /// <summary>Commits.</summary>
    public required long Commits { get; init; }

    /// <summary>HPKE encapsulations.</summary>
    public required long Seal { get; init; }

    /// <summary>HPKE decapsulations.</summary>
    public required long Open { get; init; }

    /// <summary>Signatures made, those for the directory included; those under published KeyPackages are not.</summary>
    public required long Sign { get; init; }

    /// <summary>Signatures verified, those under records of the directory included.</summary>
    public required long Verify { get; init; }

    /// <summary>KEM key pairs derived.</summary>
    public required long DeriveKeyPair { get; init; }

    /// <summary>Signatures made under records for the directory, those for published KeyPackages included.</summary>
    public required long DirectorySign { get; init; }

    /// <summary>Signatures verified under records from the directory.</summary>
    public required long DirectoryVerify { get; init; }

    /// <summary>Of <see cref="OctetsSent"/>.</summary>
    public required long? ExpectedOctetsSent { get; init; }

    /// <summary>Of <see cref="KeyPackageOctets"/>.</summary>
    public required long? ExpectedKeyPackageOctets { get; init; }

    /// <summary>Of <see cref="DirectoryOctetsSent"/>.</summary>
    public required long? ExpectedDirectoryOctetsSent { get; init; }

    /// <summary>Of <see cref="DirectoryOctetsFetched"/>.</summary>
    public required long? ExpectedDirectoryOctetsFetched { get; init; }
}
