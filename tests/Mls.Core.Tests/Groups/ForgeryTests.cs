using System.Reflection;
using Mls.Core.Validation;
using Xunit;

namespace Mls.Core.Tests.Groups;

/// <summary>Each rule once or more with a forged message, and with a twin that differs in nothing else.</summary>
public sealed class ForgeryTests
{
    private static readonly IReadOnlyList<Forgery> All =
        [.. MessageForgeries.All, .. PathForgeries.All, .. ProposalForgeries.All, .. ListForgeries.All, .. ExternalForgeries.All, .. WelcomeForgeries.All];

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
        var refused = Assert.Throws<ProtocolViolationException>(() => All[index].Attempt(Watched(scene, snapshot => before = snapshot), true));

        Assert.True(refused.Violation == All[index].Rule, $"{label} was refused for {refused.Violation}");
        Assert.True(before is null || before.AsSpan().SequenceEqual(Snapshots.Of(scene.Victim.Group)), $"{label} changed the victim");
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
    public void Every_rule_has_a_forgery()
    {
        var rules = typeof(ProtocolViolation).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => (ProtocolViolation)field.GetValue(null)!);

        Assert.Empty(rules.Except(All.Select(forgery => forgery.Rule)).Select(rule => rule.Id));
    }

    private static ForgeryScene Watched(ForgeryScene scene, Action<byte[]> onReceive)
    {
        scene.BeforeReceive = () => onReceive(Snapshots.Of(scene.Victim.Group));
        return scene;
    }
}
