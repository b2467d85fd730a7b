using System.Reflection;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Views;
using Grains.Tests.Modes;
using Mls.MultiDevice.Mail;
using Xunit;

namespace Grains.Tests.Views;

/// <summary>What can be seen of actors.</summary>
public sealed class ViewTests
{
    private const string Group = "g:all";

    [Theory]
    [MemberData(nameof(ModeWorld.Modes), MemberType = typeof(ModeWorld))]
    public void The_health_of_a_tree_is_what_its_picture_shows(string mode)
    {
        ModeWorld world = World(mode);
        foreach (var actor in world.Run.Actors.Where(actor => actor.Kind is ActorKind.Group or ActorKind.User))
        {
            if (world.Run.TreeOf(actor) is not { } tree)
            {
                continue;
            }

            RunHealth health = world.Run.HealthOf(actor);
            TreeHealth seen = actor.Kind == ActorKind.Group ? health.GroupTrees : health.UserTrees;
            Assert.Equal(tree.Nodes.Count(node => node.Index % 2 == 0 && !node.IsBlank), seen.Members);
            for (var depth = 0; depth < seen.Depths.Length; depth++)
            {
                TreeNodeView[] row = [.. tree.Nodes.Where(node => DepthOf(node.Index, tree.LeafCount) == depth)];
                Assert.Equal(new TreeDepth(row.Length, row.Count(node => node.IsBlank), row.Sum(node => node.Unmerged.Length)), seen.Depths[depth]);
            }

            Assert.Equal(tree.Nodes.Where(node => node.Index != tree.LeafCount - 1).Select(node => Resolution(tree, node.Index)).DefaultIfEmpty(0).Max(), seen.LargestResolution);
        }
    }

    [Theory]
    [MemberData(nameof(ModeWorld.Modes), MemberType = typeof(ModeWorld))]
    public void A_device_holds_the_keys_of_nodes_above_its_leaf_and_of_no_others(string mode)
    {
        ModeWorld world = World(mode);
        TreeView tree = world.Run.TreeOf(ActorId.Group(Group))!;
        foreach (var device in world.Run.Actors.Where(actor => actor.Kind == ActorKind.Device).Select(world.Run.DeviceOf).OfType<DeviceView>())
        {
            foreach (var membership in device.Groups.Where(one => one.Group == Group && one.Epoch == tree.Epoch))
            {
                Assert.Equal(2 * membership.Leaf, membership.HeldKeys[0]);
                Assert.Contains(tree.LeafCount - 1, membership.HeldKeys);
                Assert.All(membership.HeldKeys, node => Assert.True(IsAbove(node, membership.Leaf) && !tree.Nodes[node].IsBlank, $"{device.Name} node {node}"));
                Assert.StartsWith(tree.Nodes[2 * membership.Leaf].Label, device.Name, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void What_is_shown_has_no_room_for_octets()
    {
        Type[] shown = [.. typeof(TreeView).Assembly.GetTypes().Where(type => type.Namespace == typeof(TreeView).Namespace && type.Name.EndsWith("View", StringComparison.Ordinal))];
        Assert.Contains(typeof(DeviceView), shown);
        foreach (var property in shown.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)))
        {
            string type = property.PropertyType.ToString();
            Assert.DoesNotContain("Byte", type, StringComparison.Ordinal);
            Assert.DoesNotContain(nameof(Octets), type, StringComparison.Ordinal);
        }
    }

    /// <summary>Everybody in one group; a device has come, one has gone, and a user has been added without having committed.</summary>
    private static ModeWorld World(string mode)
    {
        ModeWorld world = new ModeWorld(mode).Users(5, 2).Drain();
        string[] users = [.. world.Run.Actors.Where(actor => actor.Kind == ActorKind.User).Select(actor => actor.Name).Order(StringComparer.Ordinal)];
        world.Do($"{users[0]}/d1", "create-group", new TraceCommand.CreateGroup(Group, [users[1], users[2], users[3]])).Drain();
        world.Do($"{users[1]}/d1", "update-keys", new TraceCommand.UpdateKeys()).Drain();
        world.Do($"{users[2]}/d3", "add-device", new TraceCommand.Start($"{users[2]}/d1", "none")).Drain();
        world.Do($"{users[3]}/d1", "remove-device", new TraceCommand.RemoveDevice($"{users[3]}/d2")).Drain();
        return world.Do($"{users[0]}/d1", "add-user", new TraceCommand.AddUser(Group, users[4])).Drain();
    }

    /// <summary>RFC 9420, section 4.1.1, on the picture alone.</summary>
    private static long Resolution(TreeView tree, int index)
    {
        TreeNodeView node = tree.Nodes[index];
        int level = Level(index);
        return !node.IsBlank ? 1 + node.Unmerged.Length
            : level == 0 ? 0
            : Resolution(tree, index - (1 << (level - 1))) + Resolution(tree, index + (1 << (level - 1)));
    }

    private static int Level(int index) => System.Numerics.BitOperations.TrailingZeroCount(~(uint)index);

    private static int DepthOf(int index, int leaves) => System.Numerics.BitOperations.Log2((uint)leaves) - Level(index);

    private static bool IsAbove(int node, int leaf) => Math.Abs(node - (2 * leaf)) < 1 << Level(node);
}
