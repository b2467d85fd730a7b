namespace Grains.Policies.Propagation;

/// <summary>What a Commit did to a user group.</summary>
/// <param name="IsDeferred">Whether it is a renewal that its device says may wait until the next change.</param>
/// <param name="Added">Devices that it has let in.</param>
/// <param name="Removed">Devices that it has put out.</param>
public sealed record UserGroupChange(bool IsDeferred, int Added, int Removed);
