using Mls.MultiDevice.Policies.Committer;

namespace Mls.MultiDevice.Obligations;

/// <summary>Who should do what is to be done: of those who can, in the order of the policy, the first that is online.</summary>
internal sealed class AssigneeOrder(ICommitterPolicy policy)
{
    /// <summary>The first assignee; empty where nobody can do it.</summary>
    public string First(ObligationRequest request, IReadOnlyList<Candidate> candidates)
    {
        var settled = Ordered(request, candidates, isEntering: false);
        return Choose(settled.Count > 0 ? settled : Ordered(request, candidates, isEntering: true), 0);
    }

    /// <summary>The assignee after <paramref name="present"/>, going round; the same one where there is no other. Devices on their way in have their turn where no other
    /// is online.</summary>
    public string Next(ObligationRequest request, string present, IReadOnlyList<Candidate> candidates)
    {
        var ordered = Ordered(request, candidates, isEntering: false);
        if (!ordered.Any(candidate => candidate.IsOnline))
        {
            var entering = Ordered(request, candidates, isEntering: true);
            ordered = ordered.Count == 0 || entering.Any(candidate => candidate.IsOnline) ? entering : ordered;
        }

        return Choose(ordered, ordered.FindIndex(candidate => candidate.Device == present) + 1);
    }

    private static string Choose(List<Candidate> ordered, int start)
    {
        if (ordered.Count == 0)
        {
            return "";
        }

        for (var step = 0; step < ordered.Count; step++)
        {
            if (ordered[(start + step) % ordered.Count] is { IsOnline: true } online)
            {
                return online.Device;
            }
        }

        return ordered[start % ordered.Count].Device;
    }

    private List<Candidate> Ordered(ObligationRequest request, IReadOnlyList<Candidate> candidates, bool isEntering) =>
        [.. policy.InOrder(
            request,
            candidates.Where(candidate => candidate.IsEntering == isEntering && (isEntering ? MayDoEntering(request, candidate.Device) : MayDo(request, candidate.Device))))];

    /// <summary>A device on its way in can enter groups by itself, which also rotates a shared leaf, and nothing else for others.</summary>
    private static bool MayDoEntering(ObligationRequest request, string device) => request.Kind switch
    {
        ObligationKind.AddDevice or ObligationKind.SiblingWelcome => request.Subject == device,
        ObligationKind.Rotate => true,
        _ => MayDo(request, device),
    };

    /// <summary>A device cannot let itself in or throw itself out; its own KeyPackages only it can publish.</summary>
    private static bool MayDo(ObligationRequest request, string device) => request.Kind switch
    {
        ObligationKind.PublishKeyPackages => request.Subject.Length == 0 || request.Subject == device,
        ObligationKind.Rotate when request.Cause is ObligationCause.Pcs or ObligationCause.Join => true,
        _ => request.Subject != device,
    };
}
