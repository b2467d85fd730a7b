using Mls.Core.Wire;
using Mls.MultiDevice;
using Mls.MultiDevice.Policies;
using Simulation.Policies.Placement;

namespace Simulation.Scenarios;

/// <summary>Choices that move the result more than the mode does; every report prints them.</summary>
/// <param name="Committer">Who commits a change of a user's devices.</param>
/// <param name="Delivery">What the delivery service does with concurrent Commits.</param>
/// <param name="LeafPlacement">Whether the Add and the Remove of a replacement travel together.</param>
/// <param name="AddPath">Whether a Commit of Adds carries a path.</param>
/// <param name="SignatureKeys">Which signature key a user's leaf carries where a user is one leaf; where devices are leaves each has its own in any case.</param>
/// <param name="HandshakeFraming">How handshake messages are framed.</param>
/// <param name="BackOffMilliseconds">Mean wait before the first retry of a Commit that lost a race; doubles with each attempt.</param>
public sealed record ChosenPolicies(
    IPolicy Committer,
    IPolicy Delivery,
    ILeafPlacementPolicy LeafPlacement,
    bool AddPath,
    SignatureKeyScope SignatureKeys,
    IPolicy HandshakeFraming,
    int BackOffMilliseconds)
{
    /// <summary>Those that actors carry out, as actors are told.</summary>
    public required ValueList<PolicyChoice> OfActors { get; init; }
}
