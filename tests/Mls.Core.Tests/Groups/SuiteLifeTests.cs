using Mls.Core.Configuration;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

public sealed class SuiteLifeTests
{
    public static TheoryData<int> Numbers() => [.. Suites.All.Select(crypto => (int)crypto.Suite.Value)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_group_lives_in_every_suite(int suite)
    {
        var crypto = Suites.Of(suite);
        GroupServices InSuite(GroupServices services) => services with { Crypto = crypto };
        using var group = TestGroup.Of(4, change: InSuite);

        group.Commit(1, new CommitOptions { Format = WireFormat.PrivateMessage }).Dispose();
        group.Add(2, new TestClient("E", InSuite)).Dispose();
        group.Broadcast(group[3], group[3].Group.ProposeUpdate());
        group.Commit(0).Dispose();
        group.Remove(4, 1).Dispose();
        group.JoinExternally(new TestClient("X", InSuite));
        group.AssertAgreement();

        var message = group[0].Group.Protect("hello"u8);
        Assert.All(
            group.Broadcast(group[0], Tls.Decode<MlsMessage>(Tls.Encode(message))),
            result => Assert.Equal(OpaqueBytes.FromText("hello"), Assert.IsType<ReceiveResult.Application>(result).Data));
        using var writer = new TlsWriter();
        GroupSnapshot.Write(writer, group[1].Group);
        var reader = new TlsReader(writer.Written);
        using var restored = GroupSnapshot.Read(ref reader, group[1].Client.Services);
        Assert.True(restored.EpochAuthenticator.FixedTimeEquals(group[0].Group.EpochAuthenticator));
    }
}
