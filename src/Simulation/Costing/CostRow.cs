namespace Simulation.Costing;

/// <summary>What one operation cost in one mode.</summary>
/// <param name="Operation">Name of the operation.</param>
/// <param name="Mode">Name of the mode.</param>
/// <param name="OctetsSent">Octets sent.</param>
/// <param name="OctetsFetched">Octets that joining devices fetch.</param>
/// <param name="Commits">Commits.</param>
/// <param name="Seal">HPKE encapsulations.</param>
/// <param name="Open">HPKE decapsulations.</param>
/// <param name="Sign">Signatures made.</param>
/// <param name="Verify">Signatures verified.</param>
/// <param name="DeriveKeyPair">KEM key pairs derived.</param>
/// <param name="ExpectedOctetsSent">By the closed form; null where there is none for this mode.</param>
public sealed record CostRow(
    string Operation,
    string Mode,
    long OctetsSent,
    long OctetsFetched,
    long Commits,
    long Seal,
    long Open,
    long Sign,
    long Verify,
    long DeriveKeyPair,
    long? ExpectedOctetsSent);
