using System.Reflection;
using Mls.Core.Configuration;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Proposals;
using Mls.Core.Secrets;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

/// <summary>The delivery side follows a group by what travels in the clear.</summary>
public sealed class PublicGroupTests
{
    private static readonly GroupServices Delivery = Services.Seeded("delivery");

    [Fact]
    public void The_delivery_side_follows_every_Commit_without_a_secret()
    {
        using var group = TestGroup.Of(4);
        var observed = Observe(group[1]);
        var cache = ProposalCache.Empty;
        var proposal = group[1].Group.ProposeUpdate();
        group.Broadcast(group[1], proposal);
        cache = Accept(observed, proposal, cache);

        observed = Next(observed, group.Commit(0).Message, cache);
        AssertSame(group, observed);
        observed = Next(observed, group.Remove(1, 3).Message);
        AssertSame(group, observed);
        observed = Next(observed, group.Add(0, new TestClient("J"), new TestClient("K")).Message);
        AssertSame(group, observed);
        using var client = new TestClient("L");
        var info = group[0].Group.GroupInfo(withTree: true, withExternalPub: true);
        using var join = ExternalJoiner.Join(client.Services, info, null, client.Identity, client.Signer, null, []);
        group.Members.ToList().ForEach(member => member.Follow(join.Message));
        AssertSame(group, Next(observed, join.Message));
    }

    [Fact]
    public void The_delivery_side_refuses_what_members_would()
    {
        using var group = TestGroup.Of(3);
        using var other = TestGroup.Of(3, "other");
        var observed = Observe(group[0]);
        using var old = group[1].Group.Commit(new CommitOptions());
        var next = Next(observed, group.Commit(0).Message);
        using var foreign = other.Commit(0);
        var unknown = group[1].Group.ProposeUpdate();
        group.Broadcast(group[1], unknown);
        using var byReference = group[0].Group.Commit(new CommitOptions());

        AssertRefused(CommitViolations.WrongEpoch, () => Next(next, old.Message));
        AssertRefused(FramingViolations.WrongGroup, () => Next(observed, foreign.Message));
        AssertRefused(CommitViolations.UnknownProposalRef, () => Next(next, byReference.Message));
        Assert.NotNull(Next(next, byReference.Message, Accept(next, unknown, ProposalCache.Empty)));
    }

    [Fact]
    public void A_member_that_adopts_the_shared_transition_holds_the_same_state_as_one_that_computes_it()
    {
        using var group = TestGroup.Of(3);
        var observed = Observe(group[0]);

        observed = Next(observed, group.Commit(2).Message);
        group[1].Group.ShareTree(observed.Tree);

        Assert.Same(observed.Tree, group[1].Group.Public.Tree);
        AssertSame(group, observed);
    }

    [Theory]
    [InlineData(typeof(PublicGroup))]
    [InlineData(typeof(PublicTransition))]
    [InlineData(typeof(ProposalCache))]
    public void No_field_of_the_public_state_reaches_a_secret(Type type)
    {
        var seen = new HashSet<Type>();
        var open = new Stack<Type>([type]);
        while (open.TryPop(out var next))
        {
            Assert.False(typeof(Secret).IsAssignableFrom(next), $"{type.Name} reaches {next.Name}");
            if (!seen.Add(next))
            {
                continue;
            }

            next.GetGenericArguments().ToList().ForEach(open.Push);
            if (next.HasElementType)
            {
                open.Push(next.GetElementType()!);
            }

            if (next.Assembly != typeof(PublicGroup).Assembly)
            {
                continue;
            }

            next.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).ToList().ForEach(field => open.Push(field.FieldType));
            next.GetNestedTypes().Where(next.IsAssignableFrom).ToList().ForEach(open.Push);
        }
    }

    private static PublicGroup Observe(TestMember member)
    {
        var info = Tls.Decode<GroupInfo>(Tls.Encode(member.Group.GroupInfo(withTree: true, withExternalPub: false)));
        return PublicGroup.FromGroupInfo(Delivery, info, null);
    }

    private static PublicGroup Next(PublicGroup observed, MlsMessage commit, ProposalCache? cache = null)
    {
        var content = ContentVerifier.Verify(Delivery.Crypto, observed, ((MlsMessage.OfPublicMessage)commit).Message.Authenticated);
        return PublicTransition.Compute(Delivery, observed, content, cache ?? ProposalCache.Empty, LifetimeCheck.AtClock).After;
    }

    private static ProposalCache Accept(PublicGroup observed, MlsMessage message, ProposalCache cache)
    {
        var content = ContentVerifier.Verify(Delivery.Crypto, observed, ((MlsMessage.OfPublicMessage)message).Message.Authenticated);
        var proposal = ((FramedContentBody.OfProposal)content.Content.Body).Proposal;
        return cache.With(ProposalRefs.Of(Delivery.Crypto, content.Authenticated), proposal, content.Sender);
    }

    private static void AssertSame(TestGroup group, PublicGroup observed) => Assert.All(group.Members, member =>
    {
        Assert.Equal(member.Group.Public.Context, observed.Context);
        Assert.Equal(member.Group.Public.InterimTranscriptHash, observed.InterimTranscriptHash);
        Assert.Equal(observed.Context.TreeHash, observed.Tree.TreeHash(Delivery.Crypto));
    });

    private static void AssertRefused(ProtocolViolation violation, Func<object> attempt) =>
        Assert.Same(violation, Assert.Throws<ProtocolViolationException>(attempt).Violation);
}
