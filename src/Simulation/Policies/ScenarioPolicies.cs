using System.Collections.Immutable;
using Mls.MultiDevice.Policies;
using Simulation.Policies.Placement;

namespace Simulation.Policies;

/// <summary>What scenarios may choose by name. Those that actors carry out come from the composition root; those that the simulation carries out are registered here.</summary>
public sealed record ScenarioPolicies
{
    /// <summary>Who commits a change of a user's devices.</summary>
    public required PolicyList<IPolicy> Committer { get; init; }

    /// <summary>What the delivery service does with concurrent Commits.</summary>
    public required PolicyList<IPolicy> Delivery { get; init; }

    /// <summary>Whether the Add and the Remove of a replacement travel together.</summary>
    public PolicyList<ILeafPlacementPolicy> LeafPlacement { get; init; } = new("leafPlacement",
    [
        new Apart(),
    ]);

    /// <summary>RFC 9420, section 6: how handshake messages are framed.</summary>
    public PolicyList<IPolicy> HandshakeFraming { get; init; } = new("handshakeFraming",
    [
        new NamedPolicy("public", "PublicMessage: the delivery service can check them."),
    ]);

    /// <summary>Fidelity.</summary>
    public PolicyList<IPolicy> Verify { get; init; } = new("verify",
    [
        new NamedPolicy("every-device", "Each device does all steps of processing a Commit itself."),
    ]);

    /// <summary>Every kind with the key under which a scenario chooses, in the order of the keys.</summary>
    public ImmutableArray<(string Key, PolicyList<IPolicy> Policies)> ByKey =>
    [
        (Verify.Kind, Verify),
        .. new[] { Committer, Delivery, LeafPlacement.AsNamed(), HandshakeFraming }.Select(list => ($"policies.{list.Kind}", list)),
    ];
}
