using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Groups;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>RFC 9420, section 11.3: <see cref="SubgroupBranching"/> of stored groups.</summary>
public static class StoredSubgroupBranching
{
    /// <summary>Founds a subgroup of a stored group, and stores it.</summary>
    /// <param name="main">The main group, which goes on as it is.</param>
    /// <param name="next">The subgroup.</param>
    /// <param name="founding">The founder and a KeyPackage of each other member.</param>
    /// <param name="signatureKey">The founder's signature key, lent.</param>
    /// <param name="store">An empty store for the subgroup.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <exception cref="InvalidOperationException">The store holds a group.</exception>
    /// <exception cref="ProtocolViolationException">Somebody is no member of the main group, or a KeyPackage breaks a rule.</exception>
    public static async Task<StoredFounding> CreateAsync(
        StoredGroup main,
        NextGroup next,
        Founding founding,
        SignaturePrivateKey signatureKey,
        IGroupStore store,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(main);
        var founded = await main.LendAsync(group => SubgroupBranching.Create(group, next, founding, signatureKey), cancellationToken);
        return await StoredFounding.StoreAsync(founded, store, cancellationToken);
    }

    /// <summary>Joins a subgroup of a stored group, and stores it.</summary>
    /// <param name="main">The main group, in the epoch of the branch or a few epochs later.</param>
    /// <param name="services">What the subgroup needs from outside.</param>
    /// <param name="invitation">The founder's Welcome, and what opens it.</param>
    /// <param name="store">An empty store for the subgroup.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <exception cref="InvalidOperationException">The store holds a group.</exception>
    /// <exception cref="ProtocolViolationException">A rule is broken.</exception>
    /// <exception cref="MalformedException">What opens does not decode.</exception>
    public static async Task<StoredGroup> JoinAsync(
        StoredGroup main, GroupServices services, Invitation invitation, IGroupStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(main);
        ArgumentNullException.ThrowIfNull(invitation);
        var joined = await main.LendAsync(group => SubgroupBranching.Join(group, services, invitation.Welcome, invitation.Bundle, invitation.Tree), cancellationToken);
        return await StoredFounding.StoreAsync(joined, store, cancellationToken);
    }
}
