using System.Runtime.InteropServices;
using Mls.Core.Identifiers;

namespace Mls.Core.Schedule;

/// <summary>RFC 9420, section 9: the place of one message key in the secret tree.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MessageSlot(LeafIndex Leaf, RatchetType Type, uint Generation);
