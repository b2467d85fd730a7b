namespace Mls.Core.Secrets;

/// <summary>A secret with a type of its own, so that derivations can say which one they give.</summary>
public interface INamedSecret<TSelf>
    where TSelf : Secret, INamedSecret<TSelf>
{
    /// <summary>Copies <paramref name="octets"/>; the caller clears its own.</summary>
    static abstract TSelf From(ReadOnlySpan<byte> octets);
}
