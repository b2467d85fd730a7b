using System.Runtime.CompilerServices;
using Mls.Core.Wire;

namespace Mls.Core.Violations;

/// <summary>A rule that a message can break. Stands in one of the classes of the catalogue, one class for each subject.</summary>
public sealed class ProtocolViolation : SpecifiedRule
{
    /// <summary>A rule named after the field that holds it.</summary>
    /// <param name="section">Where RFC 9420 states it.</param>
    /// <param name="rule">The rule in one sentence.</param>
    /// <param name="id">The field.</param>
    internal ProtocolViolation(string section, string rule, [CallerMemberName] string id = "")
        : base(section, rule, id)
    {
    }
}
