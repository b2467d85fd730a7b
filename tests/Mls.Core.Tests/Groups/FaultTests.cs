using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Proposals;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

/// <summary>A primitive or a random source that fails in the middle of an operation leaves the group as it was, whichever call it is.</summary>
public sealed class FaultTests
{
    // Whatever has a name here, and at least how many calls it makes outside; those that make none are run all the same.
    private static readonly IReadOnlyDictionary<string, int> Calls = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["receive a proposal"] = 2,
        ["receive a private proposal"] = 4,
        ["receive a Commit"] = 10,
        ["receive a private Commit"] = 10,
        ["receive a Commit that removes one"] = 5,
        ["receive an external Commit"] = 10,
        ["receive application data"] = 4,
        ["receive application data of a past epoch"] = 4,
        ["receive an echo"] = 1,
        ["commit"] = 10,
        ["commit privately"] = 10,
        ["commit and welcome"] = 10,
        ["commit on a Commit"] = 10,
        ["propose"] = 2,
        ["propose privately"] = 4,
        ["propose an Add"] = 2,
        ["propose an Update"] = 4,
        ["propose an Update privately"] = 6,
        ["send application data"] = 4,
        ["export"] = 3,
        ["make a GroupInfo"] = 2,
        ["write a snapshot"] = 0,
        ["read a snapshot"] = 1,
        ["read a pending Commit"] = 1,
    };

    public static TheoryData<string> Operations() => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Whichever_call_fails_nothing_has_changed_and_the_operation_can_be_repeated(string operation)
    {
        using var scene = new FaultScene(proposed: operation != "send application data");
        var act = scene.Prepare(operation);
        var before = scene.Snapshot();
        var failures = 0;
        for (; scene.Faults.Strike(failures, act); failures++)
        {
            Assert.True(before.AsSpan().SequenceEqual(scene.Snapshot()), $"call {failures} failed and left the group changed");
        }

        Assert.InRange(failures, Calls[operation], 2000);
    }

    [Fact]
    public void Applying_a_Commit_calls_nothing_that_can_fail()
    {
        using var scene = new FaultScene();
        using var pending = scene.Own.Commit(new CommitOptions());
        using var staged = scene.Group[0].Stage(pending.Message);

        Assert.False(scene.Faults.Strike(0, () => scene.Own.Apply(pending.Staged)));
        scene.Group[0].Group.Apply(staged);
        Assert.True(scene.Own.EpochAuthenticator.FixedTimeEquals(scene.Group[0].Group.EpochAuthenticator));
    }

    [Fact]
    public void A_join_that_fails_leaves_the_KeyPackage_usable()
    {
        using var scene = new FaultScene();
        var joiner = scene.NewClient("J");
        using var bundle = joiner.NewKeyPackage();
        using var pending = scene.Group.Commit(0, new CommitOptions { Proposals = [new Proposal.Add(bundle.KeyPackage)], TreeInWelcome = true });
        Group? joined = null;
        var failures = 0;
        for (; scene.Faults.Strike(failures, () => joined = WelcomeReceiver.Join(joiner.Services, pending.Welcome!, bundle, null)); failures++)
        {
            Assert.Null(joined);
            Assert.False(bundle.IsUsed, $"call {failures} failed and used the keys up");
        }

        using var group = joined!;
        Assert.InRange(failures, 20, 2000);
        Assert.True(bundle.IsUsed);
        Assert.True(group.EpochAuthenticator.FixedTimeEquals(scene.Group[0].Group.EpochAuthenticator));
    }

    [Fact]
    public void An_external_join_can_be_repeated()
    {
        using var scene = new FaultScene();
        var joiner = scene.NewClient("J");
        var info = scene.Group[0].Group.GroupInfo(withTree: true, withExternalPub: true);
        ExternalJoin? join = null;
        var failures = 0;
        for (; scene.Faults.Strike(failures, () => join = ExternalJoiner.Join(joiner.Services, info, null, joiner.Identity, joiner.Signer, null, [])); failures++)
        {
            Assert.Null(join);
            Assert.False(joiner.Signer.IsCleared);
        }

        using var done = join!;
        using var staged = scene.Group[0].Stage(done.Message);
        Assert.InRange(failures, 20, 2000);
    }

    [Fact]
    public void A_creation_can_be_repeated()
    {
        using var scene = new FaultScene();
        var creator = scene.NewClient("J");
        TestGroup? created = null;
        var failures = 0;
        for (; scene.Faults.Strike(failures, () => created = TestGroup.Create(creator, "another")); failures++)
        {
            Assert.Null(created);
            Assert.False(creator.Signer.IsCleared);
        }

        using var group = created!;
        group.Add(0, new TestClient("K")).Dispose();
        Assert.InRange(failures, 10, 2000);
    }
}
