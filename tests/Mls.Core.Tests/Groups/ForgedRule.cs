using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Tests.Groups;

/// <summary>A rule of the catalogue, of messages or of octets.</summary>
internal sealed record ForgedRule(string Id, string Section, string Sentence, bool IsOfOctets)
{
    public static implicit operator ForgedRule(ProtocolViolation rule) => new(rule.Id, rule.Section, rule.Rule, IsOfOctets: false);

    public static implicit operator ForgedRule(WireRule rule) => new(rule.Id, rule.Section, rule.Rule, IsOfOctets: true);

    /// <summary>The rule that a refusal states; <see langword="null"/> where it is no refusal.</summary>
    public static ForgedRule? Of(Exception? refusal) => refusal switch
    {
        ProtocolViolationException broken => broken.Violation,
        MalformedException { Rule: { } rule } => rule,
        _ => null,
    };
}
