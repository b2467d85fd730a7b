namespace Mls.Core.Framing;

/// <summary>RFC 9420, section 6: <c>WireFormat</c>.</summary>
public enum WireFormat
{
    /// <summary>No format; reserved.</summary>
    None = 0,

    /// <summary><c>mls_public_message</c>.</summary>
    PublicMessage = 1,

    /// <summary><c>mls_private_message</c>.</summary>
    PrivateMessage = 2,

    /// <summary><c>mls_welcome</c>.</summary>
    Welcome = 3,

    /// <summary><c>mls_group_info</c>.</summary>
    GroupInfo = 4,

    /// <summary><c>mls_key_package</c>.</summary>
    KeyPackage = 5,
}
