using System.Runtime.InteropServices;

namespace Mls.MultiDevice.Obligations;

/// <summary>A present device of the user that could take an obligation.</summary>
/// <param name="Device">Its name.</param>
/// <param name="Leaf">Its leaf in the user group, or its number where there is no user group.</param>
/// <param name="IsOnline">Whether it is online.</param>
/// <param name="IsEntering">Whether it is on its way into groups.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Candidate(string Device, uint Leaf, bool IsOnline, bool IsEntering = false);
