using System.Collections.Immutable;
using Mls.MultiDevice;

namespace Simulation.Scenarios;

/// <summary>The names of policies in scenario files and reports.</summary>
public static class PolicyNames
{
    internal static readonly ImmutableArray<(string Name, CommitterPolicy Value)> Committers = [("sibling", CommitterPolicy.Sibling)];

    internal static readonly ImmutableArray<(string Name, DeliveryPolicy Value)> Deliveries = [("first-valid-commit", DeliveryPolicy.FirstValidCommit)];

    internal static readonly ImmutableArray<(string Name, LeafPlacementPolicy Value)> LeafPlacements = [("apart", LeafPlacementPolicy.Apart)];

    internal static readonly ImmutableArray<(string Name, SignatureKeyScope Value)> SignatureKeys =
        [("per-leaf", SignatureKeyScope.PerLeaf), ("per-user-epoch", SignatureKeyScope.PerUserEpoch), ("device", SignatureKeyScope.Device)];

    internal static readonly ImmutableArray<(string Name, HandshakeFraming Value)> Framings = [("public", HandshakeFraming.Public)];

    internal static readonly ImmutableArray<(string Name, Verification Value)> Verifications = [("every-device", Verification.EveryDevice)];

    internal static readonly ImmutableArray<(string Name, KeyPackageStock Value)> Stocks = [("per-client", KeyPackageStock.PerClient), ("per-user", KeyPackageStock.PerUser)];

    /// <summary>The name of a choice.</summary>
    public static string NameOf(CommitterPolicy committer) => Find(Committers, committer);

    /// <inheritdoc cref="NameOf(CommitterPolicy)"/>
    public static string NameOf(DeliveryPolicy delivery) => Find(Deliveries, delivery);

    /// <inheritdoc cref="NameOf(CommitterPolicy)"/>
    public static string NameOf(LeafPlacementPolicy leafPlacement) => Find(LeafPlacements, leafPlacement);

    /// <inheritdoc cref="NameOf(CommitterPolicy)"/>
    public static string NameOf(SignatureKeyScope scope) => Find(SignatureKeys, scope);

    /// <inheritdoc cref="NameOf(CommitterPolicy)"/>
    public static string NameOf(HandshakeFraming framing) => Find(Framings, framing);

    /// <inheritdoc cref="NameOf(CommitterPolicy)"/>
    public static string NameOf(Verification verification) => Find(Verifications, verification);

    /// <inheritdoc cref="NameOf(CommitterPolicy)"/>
    public static string NameOf(KeyPackageStock stock) => Find(Stocks, stock);

    private static string Find<T>(ImmutableArray<(string Name, T Value)> choices, T value) =>
        choices.First(choice => EqualityComparer<T>.Default.Equals(choice.Value, value)).Name;
}
