using System.Collections.Immutable;
using Grains.Interfaces.Contracts.Runs;

namespace Silo.Dashboard;

/// <summary>Why nothing came of a request.</summary>
/// <param name="Errors">By field.</param>
internal sealed record Refusal(ImmutableArray<OrderFault> Errors)
{
    /// <summary>For a reason that belongs to no field.</summary>
    public static Refusal Of(string message) => new([new OrderFault(string.Empty, message)]);
}
