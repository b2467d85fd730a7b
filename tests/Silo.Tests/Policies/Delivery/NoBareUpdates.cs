using Grains.Policies.Delivery;

namespace Silo.Tests.Policies.Delivery;

/// <summary>A second delivery policy: a service that does not let members renew their keys alone. Everything that a delivery policy takes is in this file.</summary>
internal sealed class NoBareUpdates : IDeliveryPolicy
{
    public const string Rule = "BareUpdate";

    public string Name => "no-bare-updates";

    public string Description => "As first-valid-commit, but a Commit without proposals is refused.";

    public string? Refuses(CommitOffer offer) => offer.Transition.Provisional.Proposals.All.Count > 0 ? null : Rule;
}
