using System.Collections.Immutable;

namespace Grains.Interfaces.Contracts.Runs;

/// <summary>What becomes of an order, or of a wish about a run.</summary>
/// <param name="Run">The run; <see langword="null"/> where nothing came of it.</param>
/// <param name="Faults">Why not.</param>
/// <param name="IsBusy">Whether it would have been well at another time.</param>
[GenerateSerializer]
[Immutable]
[Alias("order-answer")]
public sealed record OrderAnswer([property: Id(0)] RunTicket? Run, [property: Id(1)] ImmutableArray<OrderFault> Faults, [property: Id(2)] bool IsBusy)
{
    /// <summary>Well.</summary>
    public static OrderAnswer Of(RunTicket run) => new(run, [], false);

    /// <summary>Not now.</summary>
    public static OrderAnswer NotNow(string message) => new(null, [new OrderFault(string.Empty, message)], true);

    /// <summary>Not so.</summary>
    public static OrderAnswer Wrong(params ImmutableArray<OrderFault> faults) => new(null, faults, false);
}
