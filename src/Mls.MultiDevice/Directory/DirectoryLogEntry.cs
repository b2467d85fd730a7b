using System.Runtime.InteropServices;
using Mls.Core.Wire;

namespace Mls.MultiDevice.Directory;

/// <summary>One entry of a log, not looked at yet.</summary>
/// <param name="At">Virtual milliseconds from which it can be read; never less than that of the entry before.</param>
/// <param name="Octets">A <see cref="DirectoryRecord"/>, if its author was honest.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DirectoryLogEntry(long At, OpaqueBytes Octets);
