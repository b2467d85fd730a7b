using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Tree;

namespace Mls.Core.Groups;

/// <summary>Founds a group that goes on from another: epoch 0 of one, and a Commit that adds the others and mixes in the origin's resumption key (RFC 9420, sections 11.2 and 11.3).</summary>
internal static class Founder
{
    public static FoundedGroup Found(GroupServices services, Origin origin, NextGroup next, Founding founding, SignaturePrivateKey signatureKey)
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
            var founded = pending.Staged.Transition.After;
            origin.Check(linked, [psk], founded.Context, founded.Tree);
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
}
