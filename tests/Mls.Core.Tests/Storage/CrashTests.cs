using Mls.Core.Storage;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Storage;

public sealed class CrashTests
{
    private const int Members = 5;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_that_dies_at_any_write_loses_nothing_and_the_group_goes_on(bool afterwards)
    {
        var states = await UndisturbedStates();
        Assert.True(states.Count > 30, $"only {states.Count} writes");
        for (var write = 1; write < states.Count; write++)
        {
            using var scene = await StorageScene.Create(Members);
            scene.Store.DiesAt = write;
            scene.Store.DiesAfterwards = afterwards;
            var deaths = 0;
            foreach (var step in StorageScene.History)
            {
                try
                {
                    await step(scene);
                }
                catch (IOException)
                {
                    deaths++;
                    Assert.Equal(states[afterwards ? write : write - 1], scene.StoredState());
                    if (!await scene.Recover())
                    {
                        await step(scene);
                    }
                }
            }

            Assert.Equal(1, deaths);
            await scene.AssertStoreMatchesMemory();
            scene.AssertAgreement();
        }
    }

    [Fact]
    public async Task A_file_store_that_dies_at_any_step_is_before_or_after_the_operation()
    {
        using var folder = new TemporaryFolder();
        var deltas = await Deltas();
        var states = new List<string> { string.Empty };
        var steps = await Replay(folder.Fresh(), deltas, int.MaxValue, states);
        Assert.True(steps > 80, $"only {steps} steps");
        for (var step = 0; step < steps; step++)
        {
            var place = folder.Fresh();
            var done = new List<string> { string.Empty };
            await Assert.ThrowsAsync<IOException>(() => Replay(place, deltas, step, done));

            var found = StorageScene.State(await new FileGroupStore(place).LoadAsync(Token));

            Assert.True(found == states[done.Count - 1] || found == states[done.Count], $"between two deltas after step {step}");
            Assert.DoesNotContain(Directory.EnumerateFiles(place), file => !file.EndsWith(".record", StringComparison.Ordinal));
        }
    }

    private static async Task<List<string>> UndisturbedStates()
    {
        using var scene = await StorageScene.Create(Members);
        var states = new List<string> { scene.StoredState() };
        scene.Store.Written = () => states.Add(scene.StoredState());
        foreach (var step in StorageScene.History)
        {
            await step(scene);
        }

        return states;
    }

    /// <summary>The first deltas of the history, as octets.</summary>
    private static async Task<List<StoredDelta>> Deltas()
    {
        using var scene = await StorageScene.Create(Members);
        foreach (var step in StorageScene.History.Take(5))
        {
            await step(scene);
        }

        return scene.Store.Deltas;
    }

    private static async Task<int> Replay(string place, List<StoredDelta> deltas, int dieAt, List<string> done)
    {
        var steps = 0;
        var store = new FileGroupStore(place)
        {
            BeforeStep = name =>
            {
                if (steps++ == dieAt)
                {
                    // The step is half done: only a rename is whole or not at all.
                    if (name != "intent")
                    {
                        File.WriteAllText(Path.Combine(place, name), "torn");
                    }

                    throw new IOException($"died at {name}");
                }
            },
        };
        foreach (var delta in deltas)
        {
            using var again = delta.ToDelta();
            await store.CommitAsync(again, Token);
            done.Add(StorageScene.State(await store.LoadAsync(Token)));
        }

        return steps;
    }
}
