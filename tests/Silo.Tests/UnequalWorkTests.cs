using System.Text.Json;
using Silo.Commands;
using Silo.Tests.Planted;
using Xunit;

namespace Silo.Tests;

/// <summary>Real modes with one KeyPackage for each client, where clients are devices in the one and users in the other: they cannot do the same.</summary>
public sealed class UnequalWorkTests
{
    private static readonly string[] Compare = ["compare", "ci", "--json", "--set", "thresholds.missedOperations=0"];

    [Fact]
    public async Task What_only_one_mode_does_is_not_in_the_figures_that_are_set_side_by_side()
    {
        using var bench = new RealBench();

        Assert.Equal(ExitCode.ThresholdFailed, await bench.RunAsync([.. Compare, "--set", "keyPackages.pool=1", "--set", "keyPackages.refillBelow=0"]));

        using JsonDocument summaries = JsonDocument.Parse(bench.Output);
        JsonElement[] modes = [.. summaries.RootElement.EnumerateArray()];
        Assert.Contains("create-group", modes[0].GetProperty("comparison").GetProperty("missed").EnumerateObject().Select(missed => missed.Name));
        Assert.All(modes, mode => Assert.False(mode.GetProperty("comparison").GetProperty("sameWork").GetBoolean()));
        Assert.Equal([false, true], modes.Select(mode => mode.GetProperty("thresholds").EnumerateArray().Last().GetProperty("passed").GetBoolean()));

        // An application message is the same in every mode: over the same messages, there is no difference; over whole runs there is.
        JsonElement[] messages = [.. modes.Select(mode => mode.GetProperty("comparison").GetProperty("shared").GetProperty("operations").GetProperty("send-message"))];
        Assert.All(messages, message => Assert.Equal(
            (Number(message, "count"), Number(message, "count"), 0), (Number(message, "messages"), Number(message, "sign"), message.GetProperty("skipped").EnumerateObject().Count())));
        Assert.All((string[])["count", "octetsSent", "octetsDelivered", "controlOctetsDelivered"], key => Assert.Equal(Number(messages[0], key), Number(messages[1], key)));
        Assert.True(Number(messages[0], "count") > 10);
        Assert.NotEqual(Number(modes[0].GetProperty("operations").GetProperty("send-message"), "octetsSent"), Number(modes[1].GetProperty("operations").GetProperty("send-message"), "octetsSent"));
    }

    [Fact]
    public async Task With_KeyPackages_enough_every_mode_does_everything()
    {
        using var bench = new RealBench();

        Assert.Equal(ExitCode.Success, await bench.RunAsync(Compare));

        using JsonDocument summaries = JsonDocument.Parse(bench.Output);
        Assert.All(summaries.RootElement.EnumerateArray(), mode =>
        {
            JsonElement work = mode.GetProperty("comparison");
            Assert.True(work.GetProperty("sameWork").GetBoolean());
            Assert.Equal(Number(work, "planned"), Number(work, "doneInEvery"));
            Assert.Equal(JsonSerializer.Serialize(mode.GetProperty("totals")), JsonSerializer.Serialize(work.GetProperty("shared").GetProperty("totals")));
        });
    }

    private static long Number(JsonElement element, string key) => element.GetProperty(key).GetInt64();
}
