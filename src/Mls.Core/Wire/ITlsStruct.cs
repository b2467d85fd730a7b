namespace Mls.Core.Wire;

/// <summary>A struct of the TLS presentation language (RFC 9420, section 2.1): its fields are read and written once, in the order of the RFC.</summary>
public interface ITlsStruct<TSelf>
    where TSelf : ITlsStruct<TSelf>
{
    /// <summary>Reads one value; raises <see cref="MalformedException"/> and nothing else.</summary>
    static abstract TSelf Read(ref TlsReader reader);

    /// <summary>Appends the encoding.</summary>
    void Write(TlsWriter writer);
}
