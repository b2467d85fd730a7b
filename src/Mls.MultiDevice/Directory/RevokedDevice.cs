using System.Runtime.InteropServices;

namespace Mls.MultiDevice.Directory;

/// <summary>A device that is not the user's any more.</summary>
/// <param name="Device">The device's name.</param>
/// <param name="At">Virtual milliseconds of the revocation.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RevokedDevice(string Device, long At);
