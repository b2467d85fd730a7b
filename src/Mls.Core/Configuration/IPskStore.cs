using Mls.Core.Identifiers;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.Core.Configuration;

/// <summary>Pre-shared keys from outside the group (RFC 9420, section 8.4).</summary>
public interface IPskStore
{
    /// <summary>The key named <paramref name="id"/>, lent; <see langword="null"/> where unknown.</summary>
    ExternalPsk? Find(OpaqueBytes id);

    /// <summary>The resumption key of another group's epoch (RFC 9420, section 8.6), lent; <see langword="null"/> where unknown.</summary>
    ResumptionPsk? FindResumption(GroupId group, Epoch epoch);
}
