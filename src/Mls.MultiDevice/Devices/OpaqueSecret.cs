using Mls.Core.Secrets;

namespace Mls.MultiDevice.Devices;

/// <summary>Part of a snapshot that holds secrets: cleared by whoever reads it.</summary>
public sealed class OpaqueSecret(ReadOnlySpan<byte> octets) : Secret(octets);
