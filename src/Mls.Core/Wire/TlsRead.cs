namespace Mls.Core.Wire;

/// <summary>Reads one value.</summary>
/// <param name="reader">The cursor, at the value's first octet; goes on behind its last.</param>
/// <exception cref="MalformedException">The octets are not an encoding of the value.</exception>
public delegate T TlsRead<out T>(ref TlsReader reader);
