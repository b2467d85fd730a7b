using System.Runtime.CompilerServices;

namespace Mls.Core.Violations;

/// <summary>A rule of RFC 9420 that a message can break. The rules stand in the classes of the catalogue, one class for each subject; equality is identity.</summary>
public sealed class ProtocolViolation
{
    /// <summary>A rule named after the field that holds it.</summary>
    /// <param name="section">Where RFC 9420 states it.</param>
    /// <param name="rule">The rule in one sentence.</param>
    /// <param name="id">The field.</param>
    internal ProtocolViolation(string section, string rule, [CallerMemberName] string id = "")
    {
        Id = id;
        Section = section;
        Rule = rule;
    }

    /// <summary>The name of the rule, unique in the catalogue and stable across versions.</summary>
    public string Id { get; }

    /// <summary>Where RFC 9420 states it.</summary>
    public string Section { get; }

    /// <summary>The rule in one sentence.</summary>
    public string Rule { get; }

    /// <summary>Name, place and rule.</summary>
    public override string ToString() => $"{Id} (RFC 9420, section {Section}): {Rule}";
}
