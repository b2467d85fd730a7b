using System.Diagnostics.CodeAnalysis;

namespace Mls.Core.Violations;

/// <summary>Checks that raise the rule they check.</summary>
internal static class Rule
{
    /// <summary>Raises <paramref name="violation"/> unless <paramref name="holds"/>.</summary>
    public static void Require([DoesNotReturnIf(false)] bool holds, ProtocolViolation violation)
    {
        if (!holds)
        {
            throw new ProtocolViolationException(violation);
        }
    }

    /// <summary>The value, unless it is missing.</summary>
    public static T Require<T>([NotNull] T? value, ProtocolViolation violation)
        where T : class => value ?? throw new ProtocolViolationException(violation);
}
