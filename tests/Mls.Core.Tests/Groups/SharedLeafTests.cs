using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Seams;
using Mls.Core.Secrets;
using Mls.Core.Violations;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

/// <summary>Two clients behind one leaf.</summary>
public sealed class SharedLeafTests
{
    private readonly SharedKeys _keys = new();

    [Fact]
    public void A_sibling_joins_the_epoch_of_a_path_of_its_leaf_and_follows_the_group()
    {
        using var group = Shared(4);
        using var pending = group.Commit(0);
        using var sibling = Sibling(group[0], pending);

        Assert.True(sibling.EpochAuthenticator.FixedTimeEquals(group[0].Group.EpochAuthenticator));
        foreach (var committer in (int[])[1, 2, 3])
        {
            using var next = group.Commit(committer);
            Follow(sibling, next.Message);
            Assert.True(sibling.EpochAuthenticator.FixedTimeEquals(group[0].Group.EpochAuthenticator));
        }

        var message = group[0].Group.Protect("from the leaf"u8);
        Assert.Equal(group[0].Leaf, Assert.IsType<ReceiveResult.Application>(sibling.Receive(message)).Sender);
    }

    [Fact]
    public void A_Commit_of_a_sibling_is_followed_with_the_keys_that_both_can_derive()
    {
        using var group = Shared(4);
        using var pending = group.Commit(0);
        using var sibling = Sibling(group[0], pending);
        using var next = sibling.Commit(new CommitOptions { Proposals = [new Proposal.Remove(group[2].Leaf)] });

        group.Members.Where(member => member != group[2]).ToList().ForEach(member => member.Follow(next.Message));
        sibling.Apply(next.Staged);

        Assert.All([group[0], group[1], group[3]], member => Assert.True(member.Group.EpochAuthenticator.FixedTimeEquals(sibling.EpochAuthenticator)));
        using var again = group[0].Group.Commit(new CommitOptions());
        Follow(sibling, again.Message);
        group[1].Follow(again.Message);
        group[0].Group.Apply(again.Staged);
        Assert.True(group[1].Group.EpochAuthenticator.FixedTimeEquals(sibling.EpochAuthenticator));
        Assert.True(group[0].Group.EpochAuthenticator.FixedTimeEquals(sibling.EpochAuthenticator));
    }

    [Theory]
    [InlineData(WireFormat.PublicMessage)]
    [InlineData(WireFormat.PrivateMessage)]
    public void A_Commit_that_builds_on_something_not_seen_yet_is_held_and_changes_nothing(WireFormat format)
    {
        using var group = Shared(3);
        using var pending = group.Commit(0);
        using var sibling = Sibling(group[0], pending);
        using var next = sibling.Commit(new CommitOptions { Format = format });
        var snapshot = Snapshots.Of(group[0].Group);

        _keys.Missing = "epoch 7 of the user group";
        Assert.Equal(new ReceiveResult.AwaitingSibling("epoch 7 of the user group"), group[0].Group.Receive(next.Message));
        Assert.Equal(snapshot, Snapshots.Of(group[0].Group));
        _keys.Missing = null;
        group[0].Follow(next.Message);

        sibling.Apply(next.Staged);
        Assert.True(group[0].Group.EpochAuthenticator.FixedTimeEquals(sibling.EpochAuthenticator));
    }

    [Fact]
    public void A_sibling_resyncs_by_external_Commit_and_the_others_behind_the_leaf_follow()
    {
        using var group = Shared(4);
        group.Commit(0).Dispose();
        var info = group[1].Group.GroupInfo(withTree: true, withExternalPub: true);
        var client = group[0].Client;
        using var join = ExternalJoiner.Join(client.Services, info, null, client.Identity, client.Signer, group[0].Leaf, []);

        group.Members.ToList().ForEach(member => member.Follow(join.Message));

        using var sibling = join.TakeGroup();
        group.AssertAgreement();
        Assert.Equal(sibling.OwnLeaf, group[0].Leaf);
        Assert.True(sibling.EpochAuthenticator.FixedTimeEquals(group[0].Group.EpochAuthenticator));
    }

    [Fact]
    public void A_client_behind_the_leaf_replaces_it_on_the_state_that_it_has()
    {
        using var group = Shared(4);
        using var pending = group.Commit(0);
        using var sibling = Sibling(group[0], pending);
        var client = group[0].Client;
        sibling.ReplaceOwnLeaf(client.Identity, client.Signer).Dispose();
        using var replaced = sibling.ReplaceOwnLeaf(client.Identity, client.Signer);

        group.Members.ToList().ForEach(member => member.Follow(replaced.Message));
        Assert.IsType<ReceiveResult.OwnEcho>(sibling.Receive(replaced.Message));
        sibling.Apply(replaced.Staged);

        group.AssertAgreement();
        Assert.Equal(sibling.OwnLeaf, group[0].Leaf);
        Assert.True(sibling.EpochAuthenticator.FixedTimeEquals(group[0].Group.EpochAuthenticator));
        using var next = group[1].Group.Commit(new CommitOptions());
        Follow(sibling, next.Message);
        group[0].Follow(next.Message);
        Assert.True(sibling.EpochAuthenticator.FixedTimeEquals(group[0].Group.EpochAuthenticator));
    }

    [Fact]
    public void Keys_that_are_not_those_of_the_leaf_do_not_open_the_epoch()
    {
        using var group = Shared(3);
        using var pending = group.Commit(0);
        using var joiner = JoinerSecret.From(new byte[32]);
        var services = group[0].Client.Services;

        AssertRefused(WelcomeViolations.GroupInfoTag, () => SharedLeafJoiner.Join(
            services, group[0].Group.Public, group[0].Leaf, _keys.Latest(group[0]), joiner, pending.Staged.PskSecret!));
        AssertRefused(CommitViolations.OwnLeafForged, () => SharedLeafJoiner.Join(
            services, group[0].Group.Public, group[1].Leaf, _keys.Latest(group[0]), pending.Staged.JoinerSecret!, pending.Staged.PskSecret!));
        AssertRefused(WelcomeViolations.WelcomePathKeyMismatch, () => SharedLeafJoiner.Join(
            services, group[0].Group.Public, group[0].Leaf, _keys.Latest(group[0], new byte[32]), pending.Staged.JoinerSecret!, pending.Staged.PskSecret!));
    }

    [Fact]
    public void A_sibling_joins_epoch_0_with_its_secret()
    {
        using var client = new TestClient("A", services => services with { LeafKeys = _keys, OwnLeaf = _keys });
        var services = client.Services;
        using var epochSecret = EpochSecret.From(new byte[32]);
        var id = new GroupId(OpaqueBytes.FromText("group"));
        var keys = _keys.Next(services.Crypto, services.Random, id, client.Signer);
        using var group = GroupCreator.Create(services, id, ExtensionList.Empty, client.Identity, Lifetime.Eternal, keys, epochSecret);
        using var sibling = SharedLeafJoiner.Join(services, group.Public, group.OwnLeaf, _keys.Find(group.Public.Tree.Leaf(group.OwnLeaf)!.EncryptionKey), epochSecret);

        using var pending = group.Commit(new CommitOptions());
        Follow(sibling, pending.Message);
        group.Apply(pending.Staged);

        Assert.True(group.EpochAuthenticator.FixedTimeEquals(sibling.EpochAuthenticator));
    }

    private static void Follow(Group group, MlsMessage commit)
    {
        using var staged = Assert.IsType<ReceiveResult.CommitStaged>(group.Receive(commit)).Staged;
        group.Apply(staged);
    }

    private static void AssertRefused(ProtocolViolation violation, Func<object> join) =>
        Assert.Same(violation, Assert.Throws<ProtocolViolationException>(join).Violation);

    private TestGroup Shared(int count)
    {
        var group = TestGroup.Create(new TestClient("A", services => services with { LeafKeys = _keys, OwnLeaf = _keys }));
        group.Add(0, [.. Enumerable.Range(1, count - 1).Select(i => new TestClient(TestGroup.NameOf(i)))]).Dispose();
        return group;
    }

    private Group Sibling(TestMember member, PendingCommit pending) => SharedLeafJoiner.Join(
        member.Client.Services with { Random = new Mls.Crypto.SeededRandom(1, "sibling", "test") },
        member.Group.Public,
        member.Leaf,
        _keys.Latest(member),
        pending.Staged.JoinerSecret!,
        pending.Staged.PskSecret!);

    /// <summary>All keys ever made for the leaf, as siblings can derive them.</summary>
    private sealed class SharedKeys : ILeafKeySource, IOwnLeafResolver
    {
        private readonly Dictionary<HpkePublicKey, LeafKeys> _made = [];

        public string? Missing { get; set; }

        public LeafKeys Next(ICryptoProvider crypto, IRandomSource random, GroupId group, SignaturePrivateKey current)
        {
            var keys = new FreshLeafKeys().Next(crypto, random, group, current);
            _made.Add(keys.EncryptionKey.PublicKey, Copy(keys, null));
            return keys;
        }

        public OwnLeafResolution Resolve(ICryptoProvider crypto, GroupId group, LeafNode leaf)
        {
            if (Missing is not null)
            {
                return new OwnLeafResolution.NotYet(Missing);
            }

            return _made.TryGetValue(leaf.EncryptionKey, out var keys) ? new OwnLeafResolution.Sibling(Copy(keys, null)) : new OwnLeafResolution.Forged();
        }

        public LeafKeys Find(HpkePublicKey key) => Copy(_made[key], null);

        public LeafKeys Latest(TestMember member, byte[]? pathSecret = null) =>
            Copy(_made[member.Group.Public.Tree.Leaf(member.Leaf)!.EncryptionKey], pathSecret);

        private static LeafKeys Copy(LeafKeys keys, byte[]? pathSecret) =>
            new(keys.EncryptionKey.Copy(), keys.SignatureKey.Copy(), new PathSecret(pathSecret ?? keys.PathSecret.Expose()), keys.Extensions);
    }
}
