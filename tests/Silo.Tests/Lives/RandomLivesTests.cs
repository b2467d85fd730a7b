using System.Globalization;
using Mls.MultiDevice;
using Xunit;

namespace Silo.Tests.Lives;

/// <summary>Random lives of a few users. What goes wrong is shown by the shortest life in which it does.</summary>
public sealed class RandomLivesTests
{
    /// <summary>Lives in each mode; MLS_LIVES asks for more, MLS_FIRST_LIFE for others.</summary>
    private static readonly int Lives = Setting("MLS_LIVES", 150);
    private static readonly int First = Setting("MLS_FIRST_LIFE", 1);

    public static TheoryData<string> Modes => [.. ModeCatalog.Standard.Names];

    [Theory]
    [MemberData(nameof(Modes))]
    public void Whatever_happens_everybody_ends_where_they_belong(string mode)
    {
        var wrong = Enumerable.Range(First, Lives).Select(seed => (Seed: seed, What: LifeRun.Wrong(mode, RandomLife.Of(seed)))).Where(life => life.What is not null).ToList();
        if (wrong.Count > 0)
        {
            var others = wrong.Skip(1).Select(life => string.Create(CultureInfo.InvariantCulture, $"life {life.Seed}: {life.What!.Split('\n')[0]}"));
            Assert.Fail($"{Describe(mode, wrong[0].Seed, wrong[0].What!)}\n{string.Join('\n', others)}");
        }
    }

    private static string Describe(string mode, int seed, string wrong)
    {
        var shortest = Shrinker.Shrink(RandomLife.Of(seed), candidate => LifeRun.Wrong(mode, candidate) is not null);
        var script = LifeScript.Of(shortest).Commands.Select(said => string.Create(CultureInfo.InvariantCulture, $"{said.At} {said.Device} {said.Command}"));
        return $"life {seed}, {mode}: {wrong}\nshortest: {LifeRun.Wrong(mode, shortest)}\n{string.Join('\n', shortest)}\n{string.Join('\n', script)}";
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
