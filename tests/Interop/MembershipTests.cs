using Interop.Tests.Clients;
using Interop.Tests.Peers;
using Interop.Tests.Scenarios;
using Mls.Core.Framing;
using Xunit;

namespace Interop.Tests;

/// <summary>Adds, Updates and Removes, by value and by reference, with and without path.</summary>
public sealed class MembershipTests(TsMls tsMls) : IClassFixture<TsMls>
{
    public static TheoryData<int, string, WireFormat> Four() => Cases.Of(4);

    [Theory]
    [MemberData(nameof(Four))]
    public async Task Members_come_by_value_and_every_member_commits(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles, format);

        foreach (var member in group.Members)
        {
            await group.CommitAsync(member);
        }
    }
}
