using Mls.Core.Configuration;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Validation;
using Mls.Core.Violations;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

/// <summary>A lifetime tells until when a KeyPackage may be used, not how long its client stays a member.</summary>
public sealed class LifetimeTests : IDisposable
{
    private readonly SettableClock _clock = new(FixedClock.In(2024, 1).GetUtcNow());
    private readonly TestGroup _group;
    private readonly TestClient _joiner = new("J");
    private readonly KeyPackageBundle _bundle;

    public LifetimeTests()
    {
        _group = TestGroup.Of(3, change: services => services with { Clock = _clock });
        _bundle = _joiner.NewKeyPackage(new Lifetime(0, (ulong)_clock.GetUtcNow().ToUnixTimeSeconds() + 10));
    }

    [Fact]
    public void An_expired_KeyPackage_is_neither_proposed_nor_committed()
    {
        _clock.Now += TimeSpan.FromSeconds(11);

        AssertExpired(() => _group[0].Group.Propose(new Proposal.Add(_bundle.KeyPackage)));
        AssertExpired(() => _group[0].Group.Commit(Adding()));
    }

    [Theory]
    [InlineData(-101, false)]
    [InlineData(-100, true)]
    [InlineData(0, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_KeyPackage_may_be_used_from_its_first_second_to_its_last(int late, bool expected)
    {
        var now = (ulong)_clock.GetUtcNow().ToUnixTimeSeconds();
        using var bundle = _joiner.NewKeyPackage(new Lifetime(now - 100, now + 100));
        _clock.Now += TimeSpan.FromSeconds(late);

        Assert.Equal(expected ? null : late < 0 ? LeafViolations.LifetimeNotBegun : LeafViolations.LifetimeExpired, Refused(bundle.KeyPackage));
    }

    [Fact]
    public void A_lifetime_may_be_as_long_as_the_application_says_and_no_longer()
    {
        using var bundle = _joiner.NewKeyPackage(new Lifetime(1_700_000_000, 1_700_000_000 + (365 * 86_400)));

        Assert.Null(Refused(bundle.KeyPackage));
        Assert.Null(Refused(bundle.KeyPackage, TimeSpan.FromDays(365)));
        Assert.Same(LeafViolations.LifetimeTooLong, Refused(bundle.KeyPackage, TimeSpan.FromDays(365) - TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void The_delivery_side_refuses_a_Commit_whose_KeyPackage_has_expired_on_the_way()
    {
        using var pending = _group[0].Group.Commit(Adding());
        var observed = _group[1].Group.Public;
        var content = ContentVerifier.Verify(Suites.One, observed, ((MlsMessage.OfPublicMessage)pending.Message).Message.Authenticated);
        PublicTransition Arrive() => PublicTransition.Compute(_group[1].Client.Services, observed, content, ProposalCache.Empty, LifetimeCheck.AtClock);

        Assert.NotNull(Arrive());
        _clock.Now += TimeSpan.FromSeconds(11);

        AssertExpired(() => Arrive());
    }

    [Fact]
    public void Members_that_are_late_follow_all_the_same()
    {
        var proposal = _group[0].Group.Propose(new Proposal.Add(_bundle.KeyPackage));
        _group[1].Group.Receive(proposal);
        using var pending = _group[1].Group.Commit(new CommitOptions());
        _clock.Now += TimeSpan.FromDays(365);

        Assert.IsType<ReceiveResult.ProposalStored>(_group[2].Group.Receive(proposal));
        using var staged = _group[2].Stage(pending.Message);

        Assert.Single(staged.Transition.Provisional.Added);
    }

    [Fact]
    public void Whoever_joins_finds_members_whose_KeyPackages_have_expired()
    {
        _group.Commit(0, Adding(), [(_joiner, _bundle)]);
        _clock.Now += TimeSpan.FromDays(365);
        using var late = new TestClient("L", services => services with { Clock = _clock });
        using var external = new TestClient("X", services => services with { Clock = _clock });

        _group.Add(0, late);
        _group.JoinExternally(external);

        Assert.Equal(6, _group.Members.Count);
    }

    public void Dispose()
    {
        _group.Dispose();
        _bundle.Dispose();
    }

    private ProtocolViolation? Refused(KeyPackage package, TimeSpan? longest = null)
    {
        var services = Services.Seeded("R") with { Clock = _clock, Limits = GroupLimits.Default with { MaxLifetime = longest } };
        return Record.Exception(() => KeyPackageRules.Check(services, package, ProtocolVersion.Mls10, Suites.One.Suite)) is { } refused
            ? Assert.IsType<ProtocolViolationException>(refused).Violation
            : null;
    }

    private static void AssertExpired(Action attempt) =>
        Assert.Same(LeafViolations.LifetimeExpired, Assert.Throws<ProtocolViolationException>(attempt).Violation);

    private CommitOptions Adding() => new() { Proposals = [new Proposal.Add(_bundle.KeyPackage)] };
}
