using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>External pre-shared keys (RFC 9420, section 8.4) by their id.</summary>
public interface IPskStore
{
    /// <summary>The key named <paramref name="id"/>, lent; <see langword="null"/> where unknown.</summary>
    ExternalPsk? Find(OpaqueBytes id);
}
