namespace Simulation.Scenarios;

/// <summary>Microseconds of virtual time that one operation takes on a device of one class. Zero is allowed.</summary>
/// <param name="Sign">One signature.</param>
/// <param name="Verify">One verification.</param>
/// <param name="Seal">One HPKE encapsulation and seal.</param>
/// <param name="Open">One HPKE decapsulation and open.</param>
/// <param name="DeriveKeyPair">One derivation of a KEM key pair.</param>
/// <param name="Aead">One AEAD seal or open.</param>
/// <param name="Hash">One hash, MAC or KDF call.</param>
public sealed record DeviceCosts(int Sign, int Verify, int Seal, int Open, int DeriveKeyPair, int Aead, int Hash);
