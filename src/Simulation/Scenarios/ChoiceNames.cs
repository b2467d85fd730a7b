using System.Collections.Immutable;
using Mls.MultiDevice;

namespace Simulation.Scenarios;

/// <summary>The names in scenario files and reports of values that a scenario may choose, and that are no policies: what they mean is decided where they are used.</summary>
public static class ChoiceNames
{
    internal static readonly ImmutableArray<(string Name, SignatureKeyScope Value)> SignatureKeys =
        [("per-leaf", SignatureKeyScope.PerLeaf), ("per-user-epoch", SignatureKeyScope.PerUserEpoch), ("device", SignatureKeyScope.Device)];

    internal static readonly ImmutableArray<(string Name, KeyPackageStock Value)> Stocks = [("per-client", KeyPackageStock.PerClient), ("per-user", KeyPackageStock.PerUser)];

    /// <summary>The name of a choice.</summary>
    public static string NameOf(SignatureKeyScope scope) => Find(SignatureKeys, scope);

    /// <inheritdoc cref="NameOf(SignatureKeyScope)"/>
    public static string NameOf(KeyPackageStock stock) => Find(Stocks, stock);

    private static string Find<T>(ImmutableArray<(string Name, T Value)> choices, T value) =>
        choices.First(choice => EqualityComparer<T>.Default.Equals(choice.Value, value)).Name;
}
