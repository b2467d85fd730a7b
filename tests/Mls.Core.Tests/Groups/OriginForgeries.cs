using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Violations;
using Mls.Core.Wire;
using Mls.Crypto;
using TestKit;

namespace Mls.Core.Tests.Groups;

/// <summary>RFC 9420, sections 11.2 and 11.3: Welcomes to groups that do not go on from another as they should.</summary>
internal static class OriginForgeries
{
    private static readonly GroupId Next = new(OpaqueBytes.FromText("next"));
    private static readonly GroupId Other = new(OpaqueBytes.FromText("other"));

    public static IReadOnlyList<Forgery> All { get; } =
    [
        AfterReInit(OriginViolations.ReInitKey, "a group after a ReInit that is linked by a key of usage application", (next, _) => next with { Usage = ResumptionPskUsage.Application }),
        AfterReInit(OriginViolations.ReInitGroupId, "a group after a ReInit under another id", (next, _) => next with { Id = Other }),
        AfterReInit(OriginViolations.ReInitSuite, "a group after a ReInit in the suite of the old group", (next, scene) => next with { Crypto = scene.Attacker.Client.Services.Crypto }),
        AfterReInit(OriginViolations.ReInitExtensions, "a group after a ReInit without its extensions", (next, _) => next with { Extensions = ExtensionList.Empty }),
        AfterReInit(OriginViolations.ReInitMembers, "a group after a ReInit that leaves a member out", (next, _) => next with { Members = next.Members[..^1] }),
        AfterReInit(OriginViolations.ReInitMembers, "a group after a ReInit with one member twice in place of another", (next, _) => next with { Members = ["B", "C", "C"] }),
        AfterReInit(OriginViolations.ReInitStranger, "a group after a ReInit with a stranger", (next, _) => next with { Members = [.. next.Members, "stranger"] }),
        AfterReInit(OriginViolations.ReInitStranger, "a group after a ReInit with a member twice", (next, _) => next with { Members = [.. next.Members, "C"] }),
        Branched(WelcomeViolations.GroupIdInUse, "a subgroup under the id of its main group", (next, scene) => next with { Id = scene.Attacker.Group.GroupId }),
        Branched(OriginViolations.BranchMembers, "a subgroup with a member twice", (next, _) => next with { Members = [.. next.Members, "C"] }),
        Branched(OriginViolations.BranchKey, "a subgroup that is linked by a key of usage application", (next, _) => next with { Usage = ResumptionPskUsage.Application }),
        Branched(OriginViolations.BranchSuite, "a subgroup in another suite", (next, _) => next with { Crypto = Suites.Of(3) }),
        Branched(OriginViolations.BranchMembers, "a subgroup with a stranger", (next, _) => next with { Members = [.. next.Members, "stranger"] }),
    ];

    private static Forgery AfterReInit(ForgedRule rule, string name, Func<Plan, ForgeryScene, Plan> spoil) => new(rule, name, (scene, broken) =>
    {
        var reInit = new Proposal.ReInit(Next, ProtocolVersion.Mls10, Suites.Of(3).Suite, scene.Extensions);
        scene.Group.Commit(0, new CommitOptions { Proposals = [reInit] }).Dispose();
        var plan = new Plan(Next, Suites.Of(3), scene.Extensions, ["B", "C", "D"], ResumptionPskUsage.ReInit);
        Attempt(scene, broken ? spoil(plan, scene) : plan, new Origin.Ended(scene.Victim.Group, reInit), new Origin.Ended(scene.Attacker.Group, reInit));
    });

    private static Forgery Branched(ForgedRule rule, string name, Func<Plan, ForgeryScene, Plan> spoil) => new(rule, name, (scene, broken) =>
    {
        var plan = new Plan(Next, Suites.One, scene.Extensions, ["B", "C"], ResumptionPskUsage.Branch);
        Attempt(scene, broken ? spoil(plan, scene) : plan, new Origin.Main(scene.Victim.Group), new Origin.Main(scene.Attacker.Group));
    });

    /// <summary>The attacker founds the group as planned, whatever the rules say, and the victim joins.</summary>
    private static void Attempt(ForgeryScene scene, Plan plan, Origin origin, Origin attackers)
    {
        // A second client of one name has the same credential and keys of its own.
        TestClient Client(string name, int place) => scene.NewClient(
            name,
            services => services with { Crypto = plan.Crypto, Random = new SeededRandom((ulong)place, name, "test") },
            ForgeryScene.Abilities with { CipherSuites = [plan.Crypto.Suite] });
        using var founder = Client("A", 0);
        var members = plan.Members.Select((name, place) => Client(name, place + 1)).ToList();
        var bundles = members.Select(member => member.NewKeyPackage()).ToList();
        var attacked = scene.Attacker.Group;
        var key = attackers.Name(plan.Crypto, founder.Services.Random) with { Usage = plan.Usage };
        var psks = new TestPsks().With(attacked.GroupId, attacked.Epoch, attacked.State.Secrets.ResumptionPsk);
        using var group = GroupCreator.Create(
            founder.Services with { Origin = attackers, Psks = psks }, plan.Id, plan.Extensions, founder.Identity, Lifetime.Eternal, founder.Signer);
        using var pending = group.Commit(new CommitOptions
        {
            Proposals = [new Proposal.PreSharedKey(key), .. bundles.Select(bundle => (Proposal)new Proposal.Add(bundle.KeyPackage))],
        });
        var welcome = Tls.Decode<Welcome>(Tls.Encode(pending.Welcome!));
        scene.BeforeReceive();
        Founder.Join(members[0].Services, origin, welcome, bundles[0], pending.Staged.Transition.After.Tree).Dispose();
    }

    /// <summary>The group that the attacker founds.</summary>
    private sealed record Plan(GroupId Id, ICryptoProvider Crypto, ExtensionList Extensions, string[] Members, ResumptionPskUsage Usage);
}
