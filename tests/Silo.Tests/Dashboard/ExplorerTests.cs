using Mls.MultiDevice;
using Silo.Exploring;
using Xunit;

namespace Silo.Tests.Dashboard;

/// <summary>The pictures of one change, mode beside mode.</summary>
public sealed class ExplorerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("remove-device")]
    [InlineData("add-device")]
    [InlineData("update-keys")]
    [InlineData("add-user")]
    [InlineData("remove-user")]
    public async Task Each_change_can_be_shown_and_the_same_request_gives_the_same_picture(string operation)
    {
        var request = new ExplorationRequest(operation, 4, 2, 1);
        Assert.Empty(request.Check());
        Exploration first = await ExploreAsync(request);
        Exploration second = await ExploreAsync(request);
        Assert.Equal(Lines(first), Lines(second));
        Assert.All(first.Modes, mode => Assert.NotEmpty(mode.Steps));
    }

    [Fact]
    public async Task A_removal_is_one_Commit_in_each_group_and_in_single_client_mode_one_of_the_user_group_before()
    {
        Exploration removal = await ExploreAsync(new ExplorationRequest("remove-device", 4, 2, 3));
        ModeExploration multi = removal.Modes.Single(mode => mode.Mode == "multi-client");
        ModeExploration single = removal.Modes.Single(mode => mode.Mode == "tree-root");
        Assert.Equal(["g:000", "g:001", "g:002"], multi.Steps.Select(step => step.Group).Order(StringComparer.Ordinal));
        Assert.Equal("user:u0000", single.Steps[0].Group);
        Assert.Equal(["g:000", "g:001", "g:002"], single.Steps.Skip(1).Select(step => step.Group).Order(StringComparer.Ordinal));

        // The removed leaf is blank after it, and nobody who was removed holds a key of the new epoch.
        ExplorationStep first = multi.Steps[0];
        TreePicture before = multi.Trees.Single(tree => tree.Group == first.Group);
        int leaf = before.Nodes.Single(node => node.Label == removal.Subject).Index;
        Assert.Contains(leaf, first.Blanked);
        Assert.Contains(before.Holders, holder => holder.Value.Contains(removal.Subject));
        Assert.All(multi.Steps.Concat(single.Steps), step => Assert.DoesNotContain(step.Tree.Holders, holder => holder.Value.Contains(removal.Subject)));

        // In single-client mode the leaf of the user stays where it is and has another key.
        ExplorationStep rotation = single.Steps[1];
        Assert.Contains(single.Trees.Single(tree => tree.Group == rotation.Group).Nodes.Single(node => node.Label == "u0000").Index, rotation.Rekeyed);
    }

    [Fact]
    public async Task All_members_of_an_epoch_hold_the_root_and_each_node_is_held_by_those_below_it_only()
    {
        Exploration update = await ExploreAsync(new ExplorationRequest("update-keys", 8, 2, 1));
        foreach (var tree in update.Modes.SelectMany(mode => mode.Trees.Concat(mode.Steps.Select(step => step.Tree))))
        {
            int root = tree.LeafCount - 1;
            string[] members = [.. tree.Holders.Values.SelectMany(names => names).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            if (tree.LeafCount > 1)
            {
                Assert.Equal(members, tree.Holders[root]);
            }

            foreach (var leaf in tree.Nodes.Where(node => node.Index % 2 == 0 && !node.Blank))
            {
                Assert.All(tree.Holders[leaf.Index], holder => Assert.True(holder == leaf.Label || holder.StartsWith(leaf.Label + "/", StringComparison.Ordinal), $"{holder} holds the leaf of {leaf.Label}"));
            }
        }
    }

    [Theory]
    [InlineData("remove-device", 4, 1, 1, "devices")]
    [InlineData("telepathy", 4, 2, 1, "operation")]
    [InlineData("add-user", 1, 2, 1, "users")]
    [InlineData("add-user", 65, 1, 1, "users")]
    [InlineData("add-user", 64, 8, 8, "users")]
    [InlineData("add-user", 4, 9, 1, "devices")]
    [InlineData("add-user", 4, 2, 0, "groups")]
    public void What_cannot_be_shown_is_refused_with_its_field(string operation, int users, int devices, int groups, string field) =>
        Assert.Equal(field, Assert.Single(new ExplorationRequest(operation, users, devices, groups).Check()).Field);

    private static async Task<Exploration> ExploreAsync(ExplorationRequest request)
    {
        using var explorer = new Explorer(Composition.NewActors(), [.. ModeCatalog.Standard.Names]);
        return await explorer.ExploreAsync(request, Cancellation);
    }

    private static IEnumerable<string> Lines(Exploration exploration) => exploration.Modes.SelectMany(mode => mode.Steps.Select(step =>
        $"{mode.Mode} {step.VirtualMilliseconds} {step.Title} {step.Octets} {string.Join(' ', step.Rekeyed)} {string.Join(' ', step.Tree.Nodes.Select(node => node.Key))}"));
}
