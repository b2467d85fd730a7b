namespace Mls.Core.Wire;

/// <summary>The octets are not an encoding of what was expected (RFC 9420, section 2.1). The only exception that decoding raises.</summary>
public sealed class MalformedException : Exception
{
    /// <summary>Says what is wrong and where, in a structure that is not of RFC 9420.</summary>
    public MalformedException(string what, int offset)
        : this(null, what, offset)
    {
    }

    /// <summary>Says which rule the octets break, what is wrong and where.</summary>
    public MalformedException(WireRule? rule, string what, int offset)
        : base($"{what} at octet {offset}")
    {
        Rule = rule;
        Offset = offset;
    }

    /// <summary>The broken rule; <see langword="null"/> where the structure is not one of RFC 9420, such as a snapshot.</summary>
    public WireRule? Rule { get; }

    /// <summary>Offset of the offending octet from the start of the decoded input.</summary>
    public int Offset { get; }
}
