namespace Interop.Tests.Peers;

/// <summary>A client of either library does not accept what it was given.</summary>
public sealed class RefusedException(string message, Exception? inner = null) : Exception(message, inner);
