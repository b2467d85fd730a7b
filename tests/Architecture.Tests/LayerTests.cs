using System.Reflection;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Architecture.Tests;

public sealed class LayerTests
{
    private static readonly Assembly Core = typeof(TlsReader).Assembly;

    [Fact]
    public void The_drawing_shows_the_namespaces_of_the_library() => Assert.Equal(
        References.Compiled(Core).SelectMany(one => new[] { one.FromNamespace, one.ToNamespace }).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        Layers.Read().Namespaces.Order(StringComparer.Ordinal));

    [Fact]
    public void A_folder_is_a_namespace() => Assert.Empty(References.Misplaced());

    [Fact]
    public void Types_refer_to_namespaces_further_down_only() => Assert.Empty(Layers.Read().Broken(References.Compiled(Core)));

    [Fact]
    public void Files_import_namespaces_further_down_only() => Assert.Empty(Layers.Read().Broken(References.Written()));

    [Fact]
    public void A_planted_arrow_is_found()
    {
        Reference[] planted = [new("Tree", "RatchetTree", "Groups", "Group"), new("Proposals", "Proposal", "Tree", "TreeNode"), new("Groups", "Group", "Tree", "RatchetTree")];

        Assert.Equal(["Proposals.Proposal refers to Tree.TreeNode", "Tree.RatchetTree refers to Groups.Group"], Layers.Read().Broken(planted));
    }

    [Fact]
    public void References_in_bodies_of_methods_are_seen() =>
        Assert.Contains(new Reference("Groups", "WelcomeReceiver", "Schedule", "KeySchedule"), References.Compiled(Core));

    [Fact]
    public void The_drawing_of_the_projects_is_what_their_files_say() => Assert.Equal(
        Directory.GetDirectories(Path.Combine(Repository.Root, "src"))
            .Select(folder => Project.Read(Path.Combine(folder, Path.GetFileName(folder) + ".csproj")))
            .SelectMany(project => project.Projects.Select(reference => $"{project.Name} --> {reference}"))
            .Order(StringComparer.Ordinal),
        Drawing.Arrows("projects").Order(StringComparer.Ordinal));
}
