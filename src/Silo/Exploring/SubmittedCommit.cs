namespace Silo.Exploring;

/// <summary>A Commit that a device has handed in.</summary>
/// <param name="Device">The device.</param>
/// <param name="Octets">Its length.</param>
/// <param name="Ciphertexts">HPKE ciphertexts in its path.</param>
/// <param name="WelcomeOctets">Length of its Welcome; 0 where there is none.</param>
internal sealed record SubmittedCommit(string Device, int Octets, int Ciphertexts, int WelcomeOctets);
