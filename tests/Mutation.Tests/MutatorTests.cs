using Xunit;

namespace Mutation.Tests;

public class MutatorTests
{
    [Theory]
    [InlineData("class C { bool F(int a) => a < 3; }", "Wire/C.cs:1 operator: a < 3 -> a <= 3", "Wire/C.cs:1 operator: a < 3 -> a >= 3")]
    [InlineData("class C { void F()\n{ G(); } }", "Wire/C.cs:2 left out: G(); -> ;")]
    [InlineData("class C { string F() => \"text\"; }")]
    public void A_place_has_these_mutants(string source, params string[] expected) => Assert.Equal(expected, Sources.Mutants(source).Select(mutant => mutant.ToString()));

    [Fact]
    public void A_mutant_keeps_its_name_when_lines_are_added_above_it()
    {
        var before = Sources.Mutants("class C { bool F(int a) => a < 3; bool G(int a) => a < 3; }");
        var after = Sources.Mutants("\n\n\nclass C { bool F(int a) => a < 3; bool G(int a) => a < 3; }");
        Assert.Equal(before.Select(mutant => mutant.Name), after.Select(mutant => mutant.Name));
        Assert.Distinct(before.Select(mutant => mutant.Name));
        Assert.NotEqual(before[0].Line, after[0].Line);
    }
}
