using Mls.MultiDevice.Obligations;
using Mls.MultiDevice.Policies.Committer;
using Xunit;

namespace Mls.MultiDevice.Tests.Obligations;

public sealed class AssigneeOrderTests
{
    private static readonly AssigneeOrder Order = new(new NearestSibling());

    [Theory]
    [InlineData("c", 2, "c,b,d,a,e")]
    [InlineData("a", 0, "a,b,c,d,e")]
    [InlineData("e", 4, "e,d,c,b,a")]
    [InlineData("gone", 3, "d,c,e,b,a")]
    [InlineData("", 0, "a,b,c,d,e")]
    [InlineData("c", 0, "c,a,b,d,e")]
    public void The_committer_is_first_and_the_others_follow_by_distance_of_their_leaves(string committer, uint leaf, string expected)
    {
        var request = Rotate(ObligationCause.Pcs) with { Committer = committer, CommitterLeaf = leaf };
        Candidate[] candidates = [new("e", 4, true), new("b", 1, true), new("d", 3, true), new("a", 0, true), new("c", 2, true)];

        Assert.Equal(expected.Split(','), Round(request, candidates));
    }

    [Fact]
    public void One_that_is_online_comes_before_those_that_are_not()
    {
        var request = Rotate(ObligationCause.Pcs) with { Committer = "a" };
        Candidate[] candidates = [new("a", 0, false), new("b", 1, false), new("c", 2, true), new("d", 3, true)];

        Assert.Equal("c", Order.First(request, candidates));
        Assert.Equal("d", Order.Next(request, "c", candidates));
        Assert.Equal("c", Order.Next(request, "d", candidates));
        Assert.Equal("c", Order.Next(request, "b", candidates));
    }

    [Fact]
    public void Where_nobody_is_online_the_order_decides()
    {
        var request = Rotate(ObligationCause.Pcs) with { Committer = "b", CommitterLeaf = 1 };
        Candidate[] candidates = [new("a", 0, false), new("b", 1, false), new("c", 2, false)];

        Assert.Equal(["b", "a", "c"], Round(request, candidates));
    }

    [Fact]
    public void A_single_device_gets_it_again()
    {
        Assert.Equal("a", Order.Next(Rotate(ObligationCause.Pcs), "a", [new("a", 0, true)]));
        Assert.Equal("a", Order.Next(Rotate(ObligationCause.Pcs), "a", [new("a", 0, false)]));
    }

    [Theory]
    [InlineData(ObligationKind.AddDevice, ObligationCause.AddDevice, "b")]
    [InlineData(ObligationKind.RemoveDevice, ObligationCause.RemoveDevice, "b")]
    [InlineData(ObligationKind.SiblingWelcome, ObligationCause.AddDevice, "b")]
    [InlineData(ObligationKind.Rotate, ObligationCause.AddDevice, "b")]
    [InlineData(ObligationKind.Rotate, ObligationCause.RemoveDevice, "b")]
    [InlineData(ObligationKind.Rotate, ObligationCause.Pcs, "a")]
    [InlineData(ObligationKind.Rotate, ObligationCause.Join, "a")]
    [InlineData(ObligationKind.PublishKeyPackages, ObligationCause.AddDevice, "a")]
    public void A_device_is_not_asked_to_do_what_only_others_can_do_to_it(ObligationKind kind, ObligationCause cause, string expected)
    {
        var request = new ObligationRequest(kind, cause, GroupName.Of("g"), "a", 1) { Committer = "a" };

        Assert.Equal(expected, Order.First(request, [new("a", 0, true), new("b", 1, true)]));
    }

    [Fact]
    public void Only_the_device_itself_publishes_its_KeyPackages()
    {
        var request = new ObligationRequest(ObligationKind.PublishKeyPackages, ObligationCause.AddDevice, GroupName.UserGroup, "c", 0);

        Assert.Equal("c", Order.First(request, [new("a", 0, true), new("c", 2, false)]));
        Assert.Equal("", Order.First(request, [new("a", 0, true)]));
        Assert.Equal("a", Order.First(request with { Subject = "" }, [new("a", 0, true), new("c", 2, false)]));
    }

    private static ObligationRequest Rotate(ObligationCause cause) => new(ObligationKind.Rotate, cause, GroupName.Of("g"), "", 1);

    private static List<string> Round(ObligationRequest request, Candidate[] candidates)
    {
        var round = new List<string> { Order.First(request, candidates) };
        while (round.Count < candidates.Length)
        {
            round.Add(Order.Next(request, round[^1], candidates));
        }

        return round;
    }
}
