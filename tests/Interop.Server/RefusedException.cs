namespace Interop.Server;

/// <summary>A call asks for something that the server does not do: an id it has not given out, a message of another kind, a number out of range.</summary>
internal sealed class RefusedException(string message) : Exception(message);
