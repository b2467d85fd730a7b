namespace Mls.Core.Violations;

/// <summary>A well-formed message breaks a rule of the protocol. Nothing has changed.</summary>
public sealed class ProtocolViolationException(ProtocolViolation violation) : Exception(violation.ToString())
{
    /// <summary>The broken rule.</summary>
    public ProtocolViolation Violation { get; } = violation;
}
