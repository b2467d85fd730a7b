using Mls.Core.Framing;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Storage;
using Mls.Core.Tree;

namespace Mls.Core.Groups;

/// <summary>Founds a group that goes on from another: epoch 0 of one, and a Commit that adds the others and mixes in the origin's resumption key (RFC 9420, sections 11.2 and 11.3).</summary>
internal static class Founder
{
    public static FoundedGroup Found(GroupServices services, Origin origin, (GroupId Id, ExtensionList Extensions) next, Founding founding, SignaturePrivateKey signatureKey)
    {
        var linked = services with { Origin = origin };
        var group = GroupCreator.Create(linked, next.Id, next.Extensions, founding.Identity, founding.Lifetime, signatureKey);
        try
        {
            var psk = origin.Name(services.Crypto, services.Random);
            using var pending = group.Commit(new CommitOptions
            {
                Proposals = [new Proposal.PreSharedKey(psk), .. founding.Members.Select(member => (Proposal)new Proposal.Add(member))],
                ForcePath = founding.ForcePath,
                TreeInWelcome = founding.TreeInWelcome,
            });
            origin.Check(linked, [psk], pending.Staged.Transition.After);
            group.Apply(pending.Staged);
            group.ForgetOrigin();
            return new FoundedGroup(group, pending.Message, pending.Welcome);
        }
        catch
        {
            group.Dispose();
            throw;
        }
    }

    public static Group Join(GroupServices services, Origin origin, Welcome welcome, KeyPackageBundle bundle, RatchetTree? tree)
    {
        var group = WelcomeReceiver.Join(services with { Origin = origin }, welcome, bundle, tree);
        group.ForgetOrigin();
        return group;
    }

    /// <summary>Stores what has been founded. Where the store fails, the group is gone, and nobody has been welcomed to it.</summary>
    public static async Task<StoredFounding> StoreAsync(FoundedGroup founded, IGroupStore store, CancellationToken cancellationToken) =>
        new(await StoreAsync(founded.Group, store, cancellationToken), founded.Commit, founded.Welcome);

    /// <summary>Stores a group that has just begun, or clears it where the store fails.</summary>
    public static async Task<StoredGroup> StoreAsync(Group group, IGroupStore store, CancellationToken cancellationToken)
    {
        try
        {
            return await StoredGroup.CreateAsync(group, store, cancellationToken);
        }
        catch
        {
            group.Dispose();
            throw;
        }
    }
}
