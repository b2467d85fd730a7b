using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Tree;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>RFC 9420, section 11.3: <see cref="SubgroupBranching"/> of stored groups.</summary>
public static class StoredSubgroupBranching
{
    /// <summary>Founds a subgroup of a stored group, and stores it.</summary>
    /// <param name="main">The main group, which goes on as it is.</param>
    /// <param name="groupId">The subgroup's id, never used before.</param>
    /// <param name="extensions">Extensions of the subgroup's GroupContext.</param>
    /// <param name="founding">The founder and a KeyPackage of each other member.</param>
    /// <param name="signatureKey">The founder's signature key, lent.</param>
    /// <param name="store">An empty store for the subgroup.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <exception cref="InvalidOperationException">The store holds a group.</exception>
    /// <exception cref="ProtocolViolationException">Somebody is no member of the main group, or a KeyPackage breaks a rule.</exception>
    public static async Task<StoredFounding> CreateAsync(
        StoredGroup main,
        GroupId groupId,
        ExtensionList extensions,
        Founding founding,
        SignaturePrivateKey signatureKey,
        IGroupStore store,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(main);
        var founded = await main.LendAsync(group => SubgroupBranching.Create(group, groupId, extensions, founding, signatureKey), cancellationToken);
        return await StoredFounding.StoreAsync(founded, store, cancellationToken);
    }

    /// <summary>Joins a subgroup of a stored group, and stores it.</summary>
    /// <param name="main">The main group, in the epoch of the branch or a few epochs later.</param>
    /// <param name="services">What the subgroup needs from outside.</param>
    /// <param name="welcome">The founder's Welcome.</param>
    /// <param name="bundle">The KeyPackage that it was made for.</param>
    /// <param name="tree">The ratchet tree, where the Welcome does not carry it.</param>
    /// <param name="store">An empty store for the subgroup.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <exception cref="InvalidOperationException">The store holds a group.</exception>
    /// <exception cref="ProtocolViolationException">A rule is broken.</exception>
    /// <exception cref="MalformedException">What opens does not decode.</exception>
    public static async Task<StoredGroup> JoinAsync(
        StoredGroup main,
        GroupServices services,
        Welcome welcome,
        KeyPackageBundle bundle,
        RatchetTree? tree,
        IGroupStore store,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(main);
        return await StoredFounding.StoreAsync(await main.LendAsync(group => SubgroupBranching.Join(group, services, welcome, bundle, tree), cancellationToken), store, cancellationToken);
    }
}
