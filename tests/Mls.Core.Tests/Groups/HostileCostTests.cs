using Mls.Core.Configuration;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Schedule;
using Mls.Core.Violations;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

/// <summary>What a message that is refused makes a member allocate, in every suite: less than 64 kB, however far ahead the sender says it is.</summary>
public sealed class HostileCostTests : IDisposable
{
    private const long Most = 64 * 1024;
    private readonly ChosenSlot _slots = new();
    private TestGroup? _group;

    public static TheoryData<int> Numbers() => SuiteLifeTests.Numbers();

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_forgery_at_the_forward_limit_costs_less_than_64_kB_and_nothing_per_generation(int suite)
    {
        Create(suite);
        var near = Allocated(Tampered(skipped: 0), FramingViolations.ContentCannotBeOpened);
        var far = Allocated(Tampered((uint)SecretTreeLimits.Default.MaxForward), FramingViolations.ContentCannotBeOpened);

        Assert.InRange(far, 0, Most);
        Assert.InRange(far - near, -1024, 1024);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void One_generation_beyond_the_limit_is_refused_without_a_derivation(int suite)
    {
        Create(suite);

        Assert.InRange(Allocated(Tampered((uint)SecretTreeLimits.Default.MaxForward + 1), FramingViolations.GenerationTooFar), 0, Most);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Garbage_of_an_outsider_costs_less_than_64_kB(int suite)
    {
        var group = Create(suite);
        var genuine = (MlsMessage.OfPrivateMessage)group[0].Group.Protect(new byte[1000]);
        var garbage = new MlsMessage.OfPrivateMessage(genuine.Message with { Ciphertext = OpaqueBytes.Own(new byte[4000]) });
        var proposal = (MlsMessage.OfPublicMessage)group[0].Group.ProposeUpdate();
        var content = proposal.Message.Content with { AuthenticatedData = OpaqueBytes.Own(new byte[4000]) };

        Assert.InRange(Allocated(Tls.Encode<MlsMessage>(garbage), FramingViolations.SenderDataCannotBeOpened), 0, Most);
        Assert.InRange(
            Allocated(Tls.Encode<MlsMessage>(new MlsMessage.OfPublicMessage(proposal.Message with { Content = content })), FramingViolations.BadMembershipTag), 0, Most);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_large_message_costs_in_proportion_to_its_own_size(int suite)
    {
        const int size = 1 << 20;
        var group = Create(suite);
        var proposal = (MlsMessage.OfPublicMessage)group[0].Group.ProposeUpdate();
        var content = proposal.Message.Content with { AuthenticatedData = OpaqueBytes.Own(new byte[size]) };

        Assert.InRange(
            Allocated(Tls.Encode<MlsMessage>(new MlsMessage.OfPublicMessage(proposal.Message with { Content = content })), FramingViolations.BadMembershipTag),
            0,
            (10 * size) + Most);
    }

    public void Dispose() => _group?.Dispose();

    private TestGroup Create(int suite)
    {
        var generous = new GroupLimits(3, 3, new SecretTreeLimits { MaxForward = 100_000 });
        _group = TestGroup.Create(new TestClient("A", services => services with { Crypto = Suites.Of(suite), Slots = _slots, Limits = generous }));
        _group.Add(0, new TestClient("B", services => services with { Crypto = Suites.Of(suite) })).Dispose();

        // What the member has sent is compared with what comes in.
        _group[1].Group.Protect("own"u8);
        return _group;
    }

    /// <summary>A message with valid sender data, for the sample that its keys come from is the start of the ciphertext, but forged content.</summary>
    private byte[] Tampered(uint skipped)
    {
        _slots.Skipped = skipped;
        using var restored = Snapshots.Restore(Snapshots.Of(_group![0].Group), _group[0].Client.Services);
        var octets = Tls.Encode(restored.Protect(new byte[1000]));
        octets[^1] ^= 1;
        return octets;
    }

    private long Allocated(byte[] octets, ProtocolViolation rule)
    {
        // The first time pays for what is made once.
        Refuse(octets, rule);
        Refuse(octets, rule);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refuse(octets, rule);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void Refuse(byte[] octets, ProtocolViolation rule)
    {
        try
        {
            _group![1].Group.Receive(Tls.Decode<MlsMessage>(octets));
        }
        catch (ProtocolViolationException refused) when (refused.Violation == rule)
        {
            return;
        }

        Assert.Fail("the message was not refused");
    }
}
