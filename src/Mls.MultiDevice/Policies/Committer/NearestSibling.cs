using Mls.MultiDevice.Obligations;

namespace Mls.MultiDevice.Policies.Committer;

/// <summary>The device whose Commit raised the obligation, then the others by increasing distance from its leaf, the left one first where two are equally far.</summary>
public sealed class NearestSibling : ICommitterPolicy
{
    /// <inheritdoc/>
    public string Name => "sibling";

    /// <inheritdoc/>
    public string Description => "Another device of the same user, nearest first to the one that is the cause.";

    /// <inheritdoc/>
    public IEnumerable<Candidate> InOrder(ObligationRequest request, IEnumerable<Candidate> able)
    {
        ArgumentNullException.ThrowIfNull(request);
        return able
            .OrderByDescending(candidate => candidate.Device == request.Committer)
            .ThenBy(candidate => Math.Abs((long)candidate.Leaf - request.CommitterLeaf))
            .ThenBy(candidate => candidate.Leaf)
            .ThenBy(candidate => candidate.Device, StringComparer.Ordinal);
    }
}
