using System.Runtime.CompilerServices;

namespace Mls.Core.Wire;

/// <summary>A rule that octets can break before they are a message. Stands in <see cref="WireRules"/>.</summary>
public sealed class WireRule : SpecifiedRule
{
    /// <summary>A rule named after the field that holds it.</summary>
    /// <param name="section">Where RFC 9420 states it.</param>
    /// <param name="rule">The rule in one sentence.</param>
    /// <param name="id">The field.</param>
    internal WireRule(string section, string rule, [CallerMemberName] string id = "")
        : base(section, rule, id)
    {
    }
}
