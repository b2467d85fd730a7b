using System.Collections.Immutable;

namespace Mls.MultiDevice.Policies;

/// <summary>All policies of one kind. The first one is that of a scenario which does not choose.</summary>
/// <typeparam name="T">What a policy of this kind can be asked.</typeparam>
public sealed class PolicyList<T>
    where T : class, IPolicy
{
    /// <summary>Registers policies.</summary>
    /// <param name="kind">What scenarios and settings call the kind.</param>
    /// <param name="all">At least one; their names differ.</param>
    /// <exception cref="ArgumentException">There is none, or two have the same name.</exception>
    public PolicyList(string kind, params ImmutableArray<T> all)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        if (all.IsDefaultOrEmpty)
        {
            throw new ArgumentException($"{kind}: no policy", nameof(all));
        }

        if (all.GroupBy(policy => policy.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { Key: var twice })
        {
            throw new ArgumentException($"{kind}: two policies are called '{twice}'", nameof(all));
        }

        Kind = kind;
        All = all;
    }

    /// <summary>What scenarios and settings call the kind.</summary>
    public string Kind { get; }

    /// <summary>The policies, in the order in which they are shown.</summary>
    public ImmutableArray<T> All { get; }

    /// <summary>That of a scenario which does not choose.</summary>
    public T Default => All[0];

    /// <summary>The names, in that order.</summary>
    public ImmutableArray<string> Names => [.. All.Select(policy => policy.Name)];

    /// <summary>The same with one more.</summary>
    /// <exception cref="ArgumentException">Its name is taken.</exception>
    public PolicyList<T> With(T policy) => new(Kind, All.Add(policy));

    /// <summary>The same for those who need names and descriptions only.</summary>
    public PolicyList<IPolicy> AsNamed() => new(Kind, ImmutableArray<IPolicy>.CastUp(All));

    /// <summary>The one that was chosen.</summary>
    /// <param name="choices">What was chosen of each kind; this kind's default where it is not among them.</param>
    /// <exception cref="ArgumentException">There is no such policy.</exception>
    public T Chosen(IEnumerable<PolicyChoice> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        return choices.FirstOrDefault(choice => choice.Kind == Kind) is { } chosen ? Find(chosen.Name) : Default;
    }

    /// <summary>The policy of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public T Find(string name) => All.FirstOrDefault(policy => policy.Name == name)
        ?? throw new ArgumentException($"{Kind} '{name}', allowed are {string.Join(", ", Names)}", nameof(name));
}
