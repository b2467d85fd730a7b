using System.Diagnostics;
using System.Globalization;
using Mls.Core.Tests.Wire;
using Xunit;

namespace Mls.Core.Tests.Fuzz;

/// <summary>Every way into the library is given spoilt inputs: the corpus as it is, and mutations of it.</summary>
/// <remarks><c>MLS_FUZZ_EXECUTIONS</c> sets how many mutations are run (100,000 where it is not set), <c>MLS_FUZZ_SEED</c> which (1).
/// The corpus is written by <c>Mls.Core.Tests -explicit only -method "*.Write_the_corpus"</c>, which keeps what is there and adds what the code makes today.
/// In this project and not in a program of its own, because the targets need the internals that are open to these tests.</remarks>
public sealed class FuzzTests : IDisposable
{
    /// <summary>Inputs that the corpus holds of one decoder; the rest of its samples is made by the code.</summary>
    private const int KeptOfDecoder = 4;

    private readonly FuzzScene _scene = new();
    private readonly FuzzScene _sceneOfDer = new(suite: 2);

    [Fact]
    public void Every_target_has_a_corpus_and_survives_it() => Assert.All(Targets(), target =>
    {
        var corpus = Corpus.Read(target.Name);
        Assert.NotEmpty(corpus);
        Assert.All(corpus, input => Run(target, input));
    });

    [Fact]
    public void Every_target_takes_the_inputs_that_are_valid() => Assert.All(Targets(), target => Assert.All(target.Seeds, seed => Assert.True(Takes(target, seed), target.Name)));

    [Fact]
    public void Mutations_are_taken_or_refused_by_one_of_the_two_families_and_change_nothing()
    {
        var executions = Setting("MLS_FUZZ_EXECUTIONS", 100_000);
        var seed = Setting("MLS_FUZZ_SEED", 1);
        var targets = Targets().ToList();
        var weights = targets.Sum(target => target.Weight);
        var taken = 0;
        var findings = new Dictionary<string, string>();
        foreach (var target in targets)
        {
            var clock = Stopwatch.StartNew();
            var chance = new Chance((ulong)seed);
            var mutator = new Mutator(chance);
            IReadOnlyList<byte[]> corpus = [.. target.Seeds, .. Corpus.Read(target.Name)];
            var share = 1 + (int)((long)executions * target.Weight / weights);
            var before = taken;
            for (var i = 0; i < share; i++)
            {
                var input = mutator.Mutate(chance.Of(corpus), corpus);
                try
                {
                    taken += target.Run(input) ? 1 : 0;
                }
                catch (Exception escaped)
                {
                    findings[$"{target.Name}: {escaped.GetType().Name} {escaped.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Mls.Core."))?.Trim()}"] =
                        $"{escaped.Message} {Convert.ToHexStringLower(input)}";
                }
            }

            TestContext.Current.TestOutputHelper?.WriteLine($"{target.Name}: {share} executions, {taken - before} taken, {clock.ElapsedMilliseconds} ms");
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings.Select(one => $"{one.Key}: {one.Value}")));
        Assert.True(taken > 0 && taken < executions, "mutations that are all taken or all refused test nothing");
    }

    [Fact(Explicit = true)]
    public void Write_the_corpus() => Assert.All(Targets(), target => Corpus.Write(target.Name, [
        .. Corpus.Read(target.Name),
        .. target is DecoderTarget ? target.Seeds.OrderBy(seed => seed.Length).Where((_, i) => i % (1 + (target.Seeds.Count / KeptOfDecoder)) == 0) : target.Seeds,
    ]));

    public void Dispose()
    {
        _scene.Dispose();
        _sceneOfDer.Dispose();
    }

    private IEnumerable<FuzzTarget> Targets() =>
    [
        .. Codec.All.Select(codec => new DecoderTarget(codec)),
        .. SnapshotTarget.All(_scene),
        new ReceiveTarget(_scene),
        new InsiderTarget(_scene),
        new InsiderPlaintextTarget(_scene),
        new JoinTarget(_scene),
        new InsiderJoinTarget(_scene),
        new ExternalJoinTarget(_scene, isSigned: false),
        new ExternalJoinTarget(_scene, isSigned: true),
        new ReceiveTarget(_sceneOfDer),
        new ExternalJoinTarget(_sceneOfDer, isSigned: false),
    ];

    private static bool Takes(FuzzTarget target, byte[] input) => Run(target, input) || target is InsiderTarget or InsiderPlaintextTarget;

    private static bool Run(FuzzTarget target, byte[] input)
    {
        try
        {
            return target.Run(input);
        }
        catch (Exception escaped)
        {
            throw new InvalidOperationException($"{target.Name}: {escaped.GetType().Name}, input {Convert.ToHexStringLower(input)}", escaped);
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set) ? set : otherwise;
}
