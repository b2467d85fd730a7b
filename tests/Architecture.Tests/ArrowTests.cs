using System.Reflection;
using Grains.Devices;
using Grains.Services;
using Mls.Core.Groups;
using Mls.Core.Secrets;
using TestKit;
using Xunit;

namespace Architecture.Tests;

public sealed class ArrowTests
{
    public static TheoryData<string> Projects() => [.. Arrows.Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_table_allows(string name)
    {
        var project = Project.Read(Path.Combine(Repository.Root, "src", name, name + ".csproj"));

        Assert.Empty(Arrows.Broken(project));
    }

    [Fact]
    public void A_planted_reference_is_found()
    {
        var planted = new Project("Mls.Core", new HashSet<string> { "Grains" }, new HashSet<string> { "Orleans.Anything" });

        Assert.Equal(["Mls.Core references project Grains", "Mls.Core references package Orleans.Anything"], Arrows.Broken(planted));
    }

    [Fact]
    public void Every_product_project_is_in_the_table() =>
        Assert.Equal(
            Arrows.Allowed.Keys.Order(StringComparer.Ordinal),
            Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(typeof(UserActor))]
    [InlineData(typeof(GroupActor))]
    public void No_field_reachable_from_a_service_has_a_secret_type(Type service) => Assert.Empty(Reach.Secrets(service));

    [Theory]
    [InlineData(typeof(DeviceActor))]
    [InlineData(typeof(Group))]
    public void A_secret_behind_a_field_is_found(Type holder) => Assert.NotEmpty(Reach.Secrets(holder));

    [Fact]
    public void No_product_type_has_a_mutable_static_field()
    {
        Assembly[] assemblies = [typeof(Secret).Assembly, typeof(Mls.MultiDevice.ModeCatalog).Assembly, typeof(Mls.Crypto.CryptoProviders).Assembly];

        Assert.Empty(assemblies.SelectMany(assembly => assembly.GetTypes()).SelectMany(MutableStatics));
    }

    [Fact]
    public void A_mutable_static_field_is_found() => Assert.NotEmpty(MutableStatics(typeof(Planted)));

    [Fact]
    public void Every_path_in_the_documents_exists()
    {
        string[] documents =
        [
            .. Directory.GetFiles(Repository.Root, "*.md"),
            .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories),
        ];

        Assert.Empty(documents.SelectMany(MissingPaths));
    }

    [Fact]
    public void No_test_looks_for_files_where_the_compiler_saw_its_source()
    {
        // A build server maps the paths of sources to /_/, where nothing is.
        var sources = Directory.GetFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories);

        Assert.NotEmpty(sources);
        Assert.DoesNotContain(sources, source => File.ReadAllText(source).Contains("[Caller" + "FilePath]", StringComparison.Ordinal));
    }

    private static IEnumerable<string> MutableStatics(Type type) => type
        .GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
        .Where(field => !field.IsInitOnly && !field.IsLiteral && !field.Name.Contains('<', StringComparison.Ordinal) && !type.Name.Contains('<', StringComparison.Ordinal))
        .Select(field => $"{type.FullName}.{field.Name}");

    [Fact]
    public void Every_file_that_the_table_of_the_modes_sets_side_by_side_exists()
    {
        var table = File.ReadAllText(Path.Combine(Repository.Root, "docs", "modes.md"));
        string[] paths = [.. System.Text.RegularExpressions.Regex
            .Matches(table, "`(?<path>(MultiClient|SingleClient)/[A-Za-z/]+\\.cs)`", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
            .Select(match => match.Groups["path"].Value)];

        Assert.True(paths.Length > 20);
        Assert.All(paths, path => Assert.True(File.Exists(Path.Combine(Repository.Root, "src", "Mls.MultiDevice", path)), path));
    }

    [Fact]
    public void Loop_variables_are_written_one_way()
    {
        string[] sources = [.. ((string[])["src", "tests"]).SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))];

        Assert.NotEmpty(sources);
        Assert.DoesNotContain(sources, source => System.Text.RegularExpressions.Regex.IsMatch(
            File.ReadAllText(source),
            "^ *(await )?(foreach \\((?!var\\b)|for \\((int|long|uint|ulong|ushort|byte) )",
            System.Text.RegularExpressions.RegexOptions.ExplicitCapture | System.Text.RegularExpressions.RegexOptions.Multiline,
            TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void A_mode_sees_of_its_device_what_the_context_shows()
    {
        string[] sources = [.. ((string[])["MultiClient", "SingleClient"]).SelectMany(folder =>
            Directory.GetFiles(Path.Combine(Repository.Root, "src", "Mls.MultiDevice", folder), "*.cs", SearchOption.AllDirectories))];

        Assert.NotEmpty(sources);
        Assert.DoesNotContain(sources, source => System.Text.RegularExpressions.Regex.IsMatch(
            File.ReadAllText(source),
            "(?<![\\w.])(Device \\w+[,;)]|(DeviceInbox|JobQueue|JobAttempt|ExternalEntries|KeyPackageFetcher|AssignmentIntake|RefusalReceiver)\\b)",
            System.Text.RegularExpressions.RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(5)));
    }

    private static IEnumerable<string> MissingPaths(string document) => System.Text.RegularExpressions.Regex
        .Matches(File.ReadAllText(document), "`(?<path>(src|tests|docs|scenarios)/[A-Za-z0-9_./-]+)`", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
        .Select(match => match.Groups["path"].Value)
        .Where(path => !Path.Exists(Path.Combine(Repository.Root, path)))
        .Select(path => $"{Path.GetFileName(document)}: {path}");

#pragma warning disable CS0649, CA2211 // The planted fault that the rule must find.
    private static class Planted
    {
        public static int Counter;
    }
#pragma warning restore CS0649, CA2211
}
