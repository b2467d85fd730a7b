using Mls.Core.KeyPackages;
using Mls.Core.Proposals;

namespace Interop.Server;

/// <summary>A member of a group that a ReInit has ended, with its KeyPackage for the next one. It owns the KeyPackage; the member is another entry of the table.</summary>
internal sealed class Successor(uint stateId, Member old, Proposal.ReInit reInit, KeyPackageBundle bundle) : IDisposable
{
    /// <summary>The id of the old state.</summary>
    public uint StateId { get; } = stateId;

    /// <summary>The member of the old group.</summary>
    public Member Old { get; } = old;

    /// <summary>What the next group is to be.</summary>
    public Proposal.ReInit ReInit { get; } = reInit;

    /// <summary>The KeyPackage for the next group.</summary>
    public KeyPackageBundle Bundle { get; } = bundle;

    /// <inheritdoc/>
    public void Dispose() => Bundle.Dispose();
}
