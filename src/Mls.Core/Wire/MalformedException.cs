namespace Mls.Core.Wire;

/// <summary>The octets are not an encoding of what was expected (RFC 9420, section 2.1). The only exception that decoding raises.</summary>
public sealed class MalformedException : Exception
{
    /// <summary>Says what is wrong and where.</summary>
    public MalformedException(string what, int offset)
        : base($"{what} at octet {offset}")
    {
        Offset = offset;
    }

    /// <summary>Offset of the offending octet from the start of the decoded input.</summary>
    public int Offset { get; }
}
