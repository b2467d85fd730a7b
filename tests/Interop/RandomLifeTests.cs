using Interop.Tests.Peers;
using Interop.Tests.Scenarios;
using Mls.Core.Framing;
using Xunit;

namespace Interop.Tests;

/// <summary>Long lives of mixed groups.</summary>
public sealed class RandomLifeTests(TsMls tsMls) : IClassFixture<TsMls>
{
    private static readonly string[] Kinds =
    [
        "add of ours", "add of ts-mls", "extensions", "external join", "external key", "late message", "remove", "resumption key", "resync", "update",
    ];

    public static TheoryData<int, int, int> Lives() =>
        [.. Cases.Suites.SelectMany(suite => Enumerable.Range(1, suite == 1 ? 2 : 1).Select(seed => (suite, seed, suite == 1 ? 100 : 12)))];

    [Theory]
    [MemberData(nameof(Lives))]
    public async Task A_group_lives_through_random_operations_of_random_members(int suite, int seed, int operations)
    {
        var format = seed % 2 == 0 ? WireFormat.PublicMessage : WireFormat.PrivateMessage;
        await using var group = await MixedGroup.StartAsync(tsMls, suite, "OTOT", format);
        var life = new RandomLife(group, seed);

        for (var i = 0; i < operations; i++)
        {
            await life.StepAsync();
        }

        TestContext.Current.SendDiagnosticMessage($"suite {suite}, seed {seed}: {life}");
        Assert.True(suite != 1 || !Kinds.Except(life.Kinds).Any(), life.ToString());
        Assert.True(life.CommitsOfOurs > 0 && life.CommitsOfTsMls > 0, life.ToString());
    }
}
