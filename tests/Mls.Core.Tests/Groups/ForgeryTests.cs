using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

/// <summary>Each rule once or more with a forged message, and with a twin that differs in nothing else.</summary>
public sealed class ForgeryTests
{
    private static readonly IReadOnlyList<Forgery> All =
    [
        .. OctetForgeries.All, .. MessageForgeries.All, .. SenderForgeries.All, .. PathForgeries.All, .. ProposalForgeries.All, .. UpdateForgeries.All,
        .. ListForgeries.All, .. CompatibilityForgeries.All, .. ExternalForgeries.All, .. WelcomeForgeries.All, .. GroupInfoForgeries.All, .. OriginForgeries.All, .. TreeForgeries.All,
    ];

    public static TheoryData<int, string> Rows()
    {
        var rows = new TheoryData<int, string>();
        for (var i = 0; i < All.Count; i++)
        {
            rows.Add(i, $"{All[i].Rule.Id}: {All[i].Name}");
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_forged_message_is_refused_for_the_rule_it_breaks_and_changes_nothing(int index, string label)
    {
        using var scene = new ForgeryScene();
        byte[]? before = null;
        var refused = Record.Exception(() => All[index].Attempt(Watched(scene, snapshot => before = snapshot), true));

        Assert.True(ForgedRule.Of(refused) == All[index].Rule, $"{label} came to {refused}");
        Assert.NotNull(before);
        Assert.True(before.AsSpan().SequenceEqual(Snapshots.Of(scene.Watched.Group)), $"{label} changed the state");
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Its_twin_passes(int index, string label)
    {
        using var scene = new ForgeryScene();

        var refused = Record.Exception(() => All[index].Attempt(scene, false));

        Assert.True(refused is null, $"the twin of {label}: {refused}");
    }

    [Fact]
    public void Every_rule_has_a_forgery() => Assert.Empty(RuleCatalogue.Rules.Select(rule => rule.Id).Except(All.Select(forgery => forgery.Rule.Id)));

    [Fact]
    public void No_two_rules_share_an_id_or_a_forgery()
    {
        Assert.Equal(RuleCatalogue.Rules.Count, RuleCatalogue.Rules.Select(rule => rule.Id).Distinct().Count());
        Assert.Equal(All.Count, All.Select(forgery => forgery.Name).Distinct().Count());
        Assert.Equal(All.Count, All.Select(forgery => forgery.Attempt).Distinct().Count());
    }

    [Fact]
    public void Every_rule_is_raised_somewhere() => Assert.Empty(RuleCatalogue.Enforcers().Where(one => one.Value.Length == 0).Select(one => one.Key));

    [Fact]
    public void The_document_lists_the_rules_as_they_are()
    {
        var place = Path.Combine(Repository.Root, "docs", "validation.md");
        var made = ValidationDocument.Make(All);
        if (Environment.GetEnvironmentVariable(ValidationDocument.Switch) == "1")
        {
            File.WriteAllText(place, made);
        }

        Assert.True(made == File.ReadAllText(place), $"docs/validation.md is out of date: run this test with {ValidationDocument.Switch}=1");
    }

    private static ForgeryScene Watched(ForgeryScene scene, Action<byte[]> onReceive)
    {
        scene.BeforeReceive = () => onReceive(Snapshots.Of(scene.Watched.Group));
        return scene;
    }
}
