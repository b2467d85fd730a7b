using Mls.Core.Wire;

namespace Interop.Tests.Clients;

/// <summary>What all members of an epoch must see alike.</summary>
/// <param name="Epoch">Its number.</param>
/// <param name="Authenticator">The epoch authenticator.</param>
/// <param name="TreeHash">The tree hash of the GroupContext.</param>
/// <param name="ComputedTreeHash">The hash of the client's tree.</param>
/// <param name="TranscriptHash">The confirmed transcript hash.</param>
/// <param name="Tree">The ratchet_tree extension's data.</param>
/// <param name="Exported">An exported secret.</param>
internal sealed record EpochView(
    ulong Epoch, OpaqueBytes Authenticator, OpaqueBytes TreeHash, OpaqueBytes ComputedTreeHash, OpaqueBytes TranscriptHash, OpaqueBytes Tree, OpaqueBytes Exported)
{
    /// <summary>The exporter's label.</summary>
    public const string Label = "interop";

    /// <summary>The exporter's context.</summary>
    public static OpaqueBytes Context { get; } = OpaqueBytes.FromText("of every epoch");

    /// <summary>Octets exported.</summary>
    public const int Length = 40;
}
