namespace Grains.Policies.Delivery;

/// <summary>Whoever comes first with a valid Commit wins the epoch.</summary>
public sealed class FirstValidCommit : IDeliveryPolicy
{
    /// <inheritdoc/>
    public string Name => "first-valid-commit";

    /// <inheritdoc/>
    public string Description => "The first valid Commit of an epoch is accepted, the others are refused.";

    /// <inheritdoc/>
    public string? Refuses(CommitOffer offer) => null;
}
