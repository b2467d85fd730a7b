namespace Mls.Core.Framing;

/// <summary>How much of the length of what is said a PrivateMessage shows (RFC 9420, section 15.1).</summary>
public interface IPaddingPolicy
{
    /// <summary>Octets that the plaintext of <paramref name="length"/> octets is brought to by zeros; less than that means none.</summary>
    int PaddedLength(int length);
}
