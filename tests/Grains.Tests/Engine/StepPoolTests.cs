using System.Collections.Concurrent;
using Grains.Work;
using Xunit;

namespace Grains.Tests.Engine;

public sealed class StepPoolTests
{
    [Fact]
    public async Task Work_does_not_belong_to_whoever_made_the_pool()
    {
        using var making = new System.Diagnostics.Activity("making").Start();
        using var pool = new StepPool(1);

        Assert.Null(await pool.Run(() => System.Diagnostics.Activity.Current));
    }

    [Fact]
    public async Task Work_is_done_by_as_many_dedicated_threads_as_asked_for()
    {
        using var pool = new StepPool(2);
        using var together = new Barrier(2);
        var threads = new ConcurrentBag<string?>();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => pool.Run(() =>
        {
            Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
            threads.Add(Thread.CurrentThread.Name);
            return 0;
        })));
        Assert.Equal(["actors 1", "actors 2"], threads.Distinct().Order());
    }

    [Fact]
    public async Task What_a_piece_of_work_throws_goes_to_the_one_who_asked_and_the_threads_live_on()
    {
        using var pool = new StepPool(1);
        await Assert.ThrowsAsync<FormatException>(() => pool.Run<int>(() => throw new FormatException()));
        Assert.Equal(5, await pool.Run(() => 5));
    }

    [Fact]
    public async Task After_disposal_queued_work_is_still_done_and_new_work_is_refused()
    {
        var pool = new StepPool(1);
        using var gate = new ManualResetEventSlim();
        var first = pool.Run(() =>
        {
            gate.Wait(TestContext.Current.CancellationToken);
            return 1;
        });
        var second = pool.Run(() => 2);
        pool.Dispose();
        gate.Set();
        Assert.Equal(1, await first);
        Assert.Equal(2, await second);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.Run(() => 3));
    }
}
