namespace Mls.Core.Wire;

/// <summary>A rule of RFC 9420 by the name of the field that holds it: what octets (<see cref="WireRule"/>) or a message can break. Equality is identity.</summary>
public abstract class SpecifiedRule
{
    private protected SpecifiedRule(string section, string rule, string id)
    {
        Id = id;
        Section = section;
        Rule = rule;
    }

    /// <summary>The name of the rule, unique in the catalogues and stable across versions.</summary>
    public string Id { get; }

    /// <summary>Where RFC 9420 states it.</summary>
    public string Section { get; }

    /// <summary>The rule in one sentence.</summary>
    public string Rule { get; }

    /// <summary>Name, place and rule.</summary>
    public sealed override string ToString() => $"{Id} (RFC 9420, section {Section}): {Rule}";
}
