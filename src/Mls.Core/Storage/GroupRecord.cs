using System.Runtime.InteropServices;
using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>One record to be stored.</summary>
/// <param name="Key">At most 80 octets, unique within the group; not secret.</param>
/// <param name="Value">The octets, secrets among them; valid until the delta is disposed of.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct GroupRecord(OpaqueBytes Key, ReadOnlyMemory<byte> Value);
