using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

/// <summary>RFC 9420, section 10: a KeyPackage is good for one join, unless its client says that it is its last resort.</summary>
public sealed class SingleUseTests : IDisposable
{
    private readonly TestGroup _group = TestGroup.Of(2);
    private readonly TestGroup _other = TestGroup.Of(2, id: "other");
    private readonly TestClient _joiner = new("J");

    [Fact]
    public void A_join_clears_all_keys_of_the_bundle()
    {
        using var bundle = _joiner.NewKeyPackage();
        using var joined = WelcomeReceiver.Join(_joiner.Services, Welcome(_group, bundle.KeyPackage), bundle, null);

        Assert.True(bundle.IsUsed && bundle.InitKey.IsCleared && bundle.EncryptionKey.IsCleared && bundle.SignatureKey.IsCleared);
        Assert.Equal("hello", Text(joined, "hello"));
    }

    [Fact]
    public void The_same_keys_do_not_join_twice()
    {
        using var bundle = _joiner.NewKeyPackage();
        var (first, second) = (Welcome(_group, bundle.KeyPackage), Welcome(_other, bundle.KeyPackage));
        using var keys = JoinKeys.Of(Suites.One, bundle);
        using var joined = WelcomeReceiver.Join(_joiner.Services, first, keys, null);

        Assert.True(keys.IsUsed);
        Assert.Contains("has been used", Assert.Throws<InvalidOperationException>(() => WelcomeReceiver.Join(_joiner.Services, second, keys, null)).Message, StringComparison.Ordinal);
        Assert.Contains("has been used", Assert.Throws<InvalidOperationException>(() => WelcomeReceiver.Join(_joiner.Services, second, bundle, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_join_that_fails_leaves_the_keys_usable()
    {
        using var bundle = _joiner.NewKeyPackage();
        var welcome = Welcome(_group, bundle.KeyPackage);
        var broken = Tls.Encode(welcome);
        broken[^1] ^= 1;

        Assert.Throws<ProtocolViolationException>(() => WelcomeReceiver.Join(_joiner.Services, Tls.Decode<Welcome>(broken), bundle, null));
        Assert.False(bundle.IsUsed);
        using var joined = WelcomeReceiver.Join(_joiner.Services, welcome, bundle, null);
        Assert.True(bundle.IsUsed);
    }

    [Fact]
    public void A_last_resort_joins_as_often_as_it_is_used()
    {
        using var bundle = NewLastResort();
        using var first = WelcomeReceiver.Join(_joiner.Services, Welcome(_group, bundle.KeyPackage), bundle, null);
        using var keys = JoinKeys.Of(Suites.One, bundle);
        using var second = WelcomeReceiver.Join(_joiner.Services, Welcome(_other, bundle.KeyPackage), keys, null);

        Assert.False(bundle.IsUsed);
        Assert.Equal("one", Text(first, "one"));
        Assert.Equal("two", Text(second, "two"));
    }

    [Fact]
    public void Only_a_last_resort_says_that_it_is_one()
    {
        using var usual = _joiner.NewKeyPackage();
        using var last = NewLastResort();

        Assert.False(usual.KeyPackage.IsLastResort);
        Assert.DoesNotContain(usual.KeyPackage.Extensions.Items, extension => extension.Type == ExtensionType.LastResort);
        Assert.True(Tls.Decode<KeyPackage>(Tls.Encode(last.KeyPackage)).IsLastResort);
        Assert.Equal(new Extension(new ExtensionType(0x000A), default), Assert.Single(last.KeyPackage.Extensions.Items, extension => !Grease.Is(extension.Type.Value)));
    }

    [Fact]
    public void Whether_the_keys_are_of_last_resort_survives_a_snapshot()
    {
        using var usual = _joiner.NewKeyPackage();
        using var last = NewLastResort();

        Assert.False(Reloaded(usual).IsLastResort);
        Assert.True(Reloaded(last).IsLastResort);
    }

    [Fact]
    public void A_Welcome_that_comes_after_the_lifetime_is_over_still_lets_the_member_in()
    {
        var clock = new SettableClock(FixedClock.In(2024, 1).GetUtcNow());
        using var late = new TestClient("L", services => services with { Clock = clock });
        using var bundle = late.NewKeyPackage(new Lifetime(0, (ulong)clock.Now.ToUnixTimeSeconds()));
        var welcome = Welcome(_group, bundle.KeyPackage);
        clock.Now += TimeSpan.FromDays(3);

        using var joined = WelcomeReceiver.Join(late.Services, welcome, bundle, null);

        Assert.Same(
            LeafViolations.LifetimeExpired,
            Assert.Throws<ProtocolViolationException>(() =>
                KeyPackageRules.Check(late.Services, bundle.KeyPackage, ProtocolVersion.Mls10, Suites.One.Suite)).Violation);
    }

    public void Dispose()
    {
        _group.Dispose();
        _other.Dispose();
        _joiner.Dispose();
    }

    private static JoinKeys Reloaded(KeyPackageBundle bundle)
    {
        using var writer = new TlsWriter();
        JoinKeys.Of(Suites.One, bundle).Write(writer);
        var reader = new TlsReader(writer.Written);
        var keys = JoinKeys.Read(ref reader);
        reader.ExpectEnd();
        return keys;
    }

    private static Welcome Welcome(TestGroup group, KeyPackage package)
    {
        using var pending = group.Commit(0, new CommitOptions { Proposals = [new Proposal.Add(package)], TreeInWelcome = true });
        return pending.Welcome!;
    }

    private string Text(Group sender, string text)
    {
        var receiver = sender.GroupId == _group[0].Group.GroupId ? _group[0] : _other[0];
        return System.Text.Encoding.UTF8.GetString(receiver.Open(sender.Protect(System.Text.Encoding.UTF8.GetBytes(text))).Data.Span);
    }

    private KeyPackageBundle NewLastResort() =>
        KeyPackageFactory.Create(Suites.One, _joiner.Services.Random, _joiner.Identity, Lifetime.Eternal, _joiner.Signer, lastResort: true);
}
