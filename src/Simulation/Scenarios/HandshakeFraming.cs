namespace Simulation.Scenarios;

/// <summary>RFC 9420, section 6: how handshake messages are framed.</summary>
public enum HandshakeFraming
{
    /// <summary>PublicMessage.</summary>
    Public,
}
