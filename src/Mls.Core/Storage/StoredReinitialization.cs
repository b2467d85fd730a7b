using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Groups;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>RFC 9420, section 11.2: <see cref="Reinitialization"/> of stored groups.</summary>
public static class StoredReinitialization
{
    /// <summary>Founds the next group of a stored one, and stores it.</summary>
    /// <param name="old">The group that has ended; it stays the caller's, and in its store.</param>
    /// <param name="services">What the next group needs from outside, of the suite that the ReInit states.</param>
    /// <param name="founding">The founder and a KeyPackage of each other member.</param>
    /// <param name="signatureKey">The founder's signature key of the new suite, lent.</param>
    /// <param name="store">An empty store for the next group.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <exception cref="InvalidOperationException">The old group has not ended, or the store holds a group.</exception>
    /// <exception cref="ArgumentException">The services are of another suite.</exception>
    /// <exception cref="ProtocolViolationException">A member is missing, or a KeyPackage breaks a rule.</exception>
    public static async Task<StoredFounding> CreateAsync(
        StoredGroup old, GroupServices services, Founding founding, SignaturePrivateKey signatureKey, IGroupStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(old);
        var founded = await old.LendAsync(group => Reinitialization.Create(group, services, founding, signatureKey), cancellationToken);
        return await StoredFounding.StoreAsync(founded, store, cancellationToken);
    }

    /// <summary>Joins the next group of a stored one, and stores it.</summary>
    /// <param name="old">The group that has ended; it stays the caller's, and in its store.</param>
    /// <param name="services">What the next group needs from outside, of the suite that the ReInit states.</param>
    /// <param name="invitation">The founder's Welcome, and what opens it.</param>
    /// <param name="store">An empty store for the next group.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <exception cref="InvalidOperationException">The old group has not ended, or the store holds a group.</exception>
    /// <exception cref="ProtocolViolationException">A rule is broken.</exception>
    /// <exception cref="MalformedException">What opens does not decode.</exception>
    public static async Task<StoredGroup> JoinAsync(
        StoredGroup old, GroupServices services, Invitation invitation, IGroupStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(invitation);
        var joined = await old.LendAsync(group => Reinitialization.Join(group, services, invitation.Welcome, invitation.Bundle, invitation.Tree), cancellationToken);
        return await StoredFounding.StoreAsync(joined, store, cancellationToken);
    }
}
