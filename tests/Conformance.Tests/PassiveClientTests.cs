using TestKit;
using Xunit;

namespace Conformance.Tests;

public sealed class PassiveClientTests
{
    public static TheoryData<int, string> Welcomes() => Vectors.Rows("passive-client-welcome");

    public static TheoryData<int, string> Commits() => Vectors.Rows("passive-client-handling-commit");

    public static TheoryData<int, string> Random() => Vectors.Rows("passive-client-random");

    [Theory]
    [MemberData(nameof(Welcomes))]
    public void A_client_joins_by_Welcome(int index, string label) => Follow("passive-client-welcome", index, label);

    [Theory]
    [MemberData(nameof(Commits))]
    public void A_client_joins_and_follows_Commits(int index, string label) => Follow("passive-client-handling-commit", index, label);

    [Theory]
    [MemberData(nameof(Random))]
    public void A_client_joins_and_follows_a_long_random_history(int index, string label) => Follow("passive-client-random", index, label);

    private static void Follow(string file, int index, string label)
    {
        var wrong = PassiveClient.Follow(Vectors.Case(file, index));
        Assert.True(wrong is null, $"{label}, case {index}: {wrong}");
    }
}
