using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Mutation.Tests;

public class ReachMapTests
{
    private const string Quick = "Mls.Core.Tests.QuickTests";
    private const string Slow = "Conformance.Tests.SlowTests";
    private const string New = "Mls.Core.Tests.NewTests";

    private static readonly ReachMap Map = new(
        [new TestClass(Slow, 20), new TestClass(Quick, 1)],
        new Dictionary<string, string>(StringComparer.Ordinal) { ["Wire/C.cs F"] = "xx", ["Wire/C.cs G"] = "x.", ["Wire/C.cs H"] = ".." });

    [Theory]
    [InlineData("class C { bool F(int a) => !(a is 3); }", Quick, Slow)]
    [InlineData("class C { bool G(int a) => !(a is 3); }", Slow)]
    [InlineData("class C { bool H(int a) => !(a is 3); }")]
    public void A_mutant_is_tested_with_the_classes_that_reach_its_member_the_quick_ones_first(string source, params string[] expected) =>
        Assert.Equal(expected, Map.Reaching(Sources.Mutants(source)[0], [Slow, Quick]).Select(item => item.Name));

    [Fact]
    public void A_member_that_was_not_recorded_is_tested_with_the_classes_that_reach_its_file() =>
        Assert.Equal([Quick, Slow], Map.Reaching(Sources.Mutants("class C { static bool b = !(1 is 3); }")[0], [Slow, Quick]).Select(item => item.Name));

    [Fact]
    public void A_class_that_was_not_recorded_tests_everything_and_one_that_is_gone_nothing()
    {
        Assert.Equal([New, Slow], Map.Reaching(Sources.Mutants("class C { bool G(int a) => !(a is 3); }")[0], [New, Slow]).Select(item => item.Name));
        Assert.Equal([New, "Wire/D.cs F"], Map.Missing([New, Slow], ["Wire/C.cs F", "Wire/D.cs F"]));
    }

    [Fact]
    public void A_map_reads_as_it_was_written()
    {
        var file = Path.GetTempFileName();
        Map.Write(file);
        var first = File.ReadAllText(file);
        ReachMap.Read(file).Write(file);
        Assert.Equal(first, File.ReadAllText(file));
        Assert.Contains("x. Wire/C.cs G", first, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public void A_file_with_probes_compiles_and_each_of_its_members_says_that_it_was_called()
    {
        const string source = """
            using System.Threading.Tasks;

            class C
            {
                private int _value;
                public C() => _value = 1;
                public int Value { get => _value; set => _value = value; }
                public int this[int place] => place + _value;
                public static C operator +(C left, C right) => left;
                public void Nothing() => _value = 2;
                public async Task Later() => await Task.CompletedTask;
                public async Task<int> Number() => await Task.FromResult(1);
                public int Never() => throw new System.InvalidOperationException();
                public int Block() { return Inner(); int Inner() => 3; }
                public int Untouched = 4;
            }
            """;
        var tree = Sources.Tree(source);
        var members = Probes.Members("C.cs", tree).ToList();
        Assert.Equal(["new", "Value", "this", "operator", "Nothing", "Later", "Number", "Never", "Block"], members.Select(member => member.Split(' ')[1]));

        var probed = Probes.In("C.cs", tree, members.Index().ToDictionary(item => item.Item, item => item.Index, StringComparer.Ordinal));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("C", [probed, Sources.Tree(Probes.Recorder(members.Count))], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.Equal(Enumerable.Range(0, members.Count), Calls(probed.ToString()).Distinct());
    }

    private static IEnumerable<int> Calls(string source) =>
        source.Split("Reached.Member(").Skip(1).Select(rest => int.Parse(rest[..rest.IndexOf(')', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture));
}
