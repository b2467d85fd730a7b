using Grains.Policies.Delivery;
using Grains.Policies.Propagation;
using Mls.MultiDevice;
using Mls.MultiDevice.Policies;
using Mls.MultiDevice.Policies.Committer;

namespace Grains.Policies;

/// <summary>The policies that actors can be given. The composition root hands them to whoever makes actors and to whoever reads scenarios.</summary>
public sealed record ActorPolicies
{
    /// <summary>Those of this program. A further policy is one folder or file and one line here.</summary>
    public static ActorPolicies Standard { get; } = new()
    {
        Delivery = new("delivery",
        [
            new FirstValidCommit(),
        ]),
        Committer = new("committer",
        [
            new NearestSibling(),
        ]),
        Propagation = new("propagation",
        [
            new AtOnce(),
        ]),
    };

    /// <summary>Which Commit wins.</summary>
    public required PolicyList<IDeliveryPolicy> Delivery { get; init; }

    /// <summary>Who of a user's devices commits.</summary>
    public required PolicyList<ICommitterPolicy> Committer { get; init; }

    /// <summary>When rotations reach the groups. Scenarios do not choose it yet.</summary>
    public required PolicyList<IPropagationPolicy> Propagation { get; init; }

    /// <summary>The policies of a run.</summary>
    /// <exception cref="ArgumentException">One is chosen that there is not, or of a kind that there is not.</exception>
    public RunPolicies For(ActorRunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        string[] kinds = [Delivery.Kind, Committer.Kind, Propagation.Kind];
        return settings.Policies.FirstOrDefault(choice => !kinds.Contains(choice.Kind, StringComparer.Ordinal)) is { } unknown
            ? throw new ArgumentException($"policy of the kind '{unknown.Kind}', allowed are {string.Join(", ", kinds)}", nameof(settings))
            : new RunPolicies(Delivery.Chosen(settings.Policies), Committer.Chosen(settings.Policies), Propagation.Chosen(settings.Policies));
    }
}
