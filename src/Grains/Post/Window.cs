namespace Grains.Post;

/// <summary>Bounds how many grain calls are in flight.</summary>
internal static class Window
{
    /// <summary>Does <paramref name="work"/> for each item, with at most <paramref name="width"/> under way. Runs on the caller's scheduler, so the work needs no locks there.</summary>
    public static async Task ForEach<T>(IReadOnlyList<T> items, int width, Func<T, Task> work)
    {
        var next = 0;
        var lanes = new Task[Math.Min(width, items.Count)];
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            lanes[lane] = Drain();
        }

        await Task.WhenAll(lanes);

        async Task Drain()
        {
            while (next < items.Count)
            {
                await work(items[next++]);
            }
        }
    }
}
