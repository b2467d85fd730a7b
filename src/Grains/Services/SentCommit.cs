using Mls.Core.Wire;
using Mls.MultiDevice;

namespace Grains.Services;

/// <summary>A Commit as it was sent.</summary>
/// <param name="Octets">The encoded MLSMessage.</param>
/// <param name="Added">Delivery addresses of those added; for an external Commit the joiner's own.</param>
/// <param name="MaySpeakFor">Whether whoever sent it may commit for the leaf of an address.</param>
internal sealed record SentCommit(OpaqueBytes Octets, ValueList<string> Added, Func<string, bool> MaySpeakFor)
{
    /// <summary>What is demanded of the group beyond the RFC; <see langword="null"/> where nothing is.</summary>
    public IGroupRules? Rules { get; init; }
}
