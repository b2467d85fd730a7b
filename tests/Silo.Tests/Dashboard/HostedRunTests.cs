using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Runs;
using Grains.Interfaces.Contracts.Views;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Silo.Tests.Telemetry;
using Xunit;

namespace Silo.Tests.Dashboard;

/// <summary>Runs that are asked for over a hosted silo: real silos, real MLS, on the page's interface and through the gateway.</summary>
public sealed class HostedRunTests : IAsyncLifetime
{
    private static readonly object Small = new { scenario = "ci", modes = new[] { "tree-root" }, overrides = new Dictionary<string, string> { ["messages.perUserAndDay"] = "2" } };

    /// <summary>Takes long enough to be held in its middle.</summary>
    private static readonly object Long = new { scenario = "family", modes = new[] { "multi-client", "tree-root" }, overrides = new Dictionary<string, string> { ["virtualDays"] = "4" } };

    private HostedSilo _silo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _silo = await HostedSilo.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task A_run_that_is_asked_for_is_followed_to_its_end_and_leaves_its_files()
    {
        string id = await _silo.StartRunAsync(Small, Cancellation);
        List<(string Name, JsonNode Data)> told = await _silo.FollowAsync(id, (name, _) => name == "ended", Cancellation);
        JsonNode last = told.Last(one => one.Name == "run").Data;
        Assert.Equal("finished", (string?)last["state"]);
        Assert.Equal(1.0, (double)last["modesProgress"]![0]!["share"]!);
        JsonNode point = told.Last(one => one.Name == "point").Data;
        Assert.True((long)point["counts"]!["opened"]! > 0);
        Assert.True((long)point["sent"]!["commit"]! > 0);
        Assert.True((long)point["health"]!["users"]!["trees"]! > 0);

        JsonNode result = await _silo.GetAsync($"/api/runs/{id}/result", Cancellation);
        JsonNode summary = Assert.Single(result["summaries"]!.AsArray())!;
        Assert.Equal(0, (int)summary["invariants"]!["violations"]!);
        Assert.Equal((long)summary["deliveries"]!, (long)point["counts"]!["deliveries"]!);
        JsonNode files = await _silo.GetAsync($"/api/runs/{id}/files", Cancellation);
        Assert.Contains(files.AsArray(), file => (string?)file!["path"] == "tree-root/summary.json");
        Assert.Equal((string?)summary["digest"], (string?)(await _silo.GetAsync($"/api/runs/{id}/files/tree-root/summary.json", Cancellation))["digest"]);
    }

    [Fact]
    public async Task A_run_that_was_held_gives_the_digest_of_one_that_was_not()
    {
        var digests = new List<string?>();
        foreach (var held in (bool[])[false, true])
        {
            string id = await _silo.StartRunAsync(Long, Cancellation);
            if (held)
            {
                await _silo.FollowAsync(id, (name, data) => name == "point" && (string?)data["phase"] == "measured", Cancellation);
                Assert.Equal(HttpStatusCode.OK, await PostAsync($"/api/runs/{id}/pause"));
                Assert.Equal(HttpStatusCode.Conflict, await PostAsync($"/api/runs/{id}/pause"));
                Assert.Equal("paused", (string?)(await _silo.GetAsync($"/api/runs/{id}", Cancellation))["state"]);
                Assert.Equal(HttpStatusCode.OK, await PostAsync($"/api/runs/{id}/resume"));
            }

            await _silo.FollowAsync(id, (name, _) => name == "ended", Cancellation);
            JsonNode result = await _silo.GetAsync($"/api/runs/{id}/result", Cancellation);
            digests.Add(string.Join(' ', result["summaries"]!.AsArray().Select(summary => (string?)summary!["digest"])));
        }

        Assert.Equal(2, digests[0]!.Split(' ').Length);
        Assert.Equal(digests[0], digests[1]);
    }

    [Fact]
    public async Task A_run_that_is_stopped_keeps_what_it_has_and_the_next_one_gets_its_turn()
    {
        string first = await _silo.StartRunAsync(Long, Cancellation);
        string second = await _silo.StartRunAsync(Small, Cancellation);
        using HttpResponseMessage refused = await _silo.Http.PostAsync("/api/runs", HostedSilo.Body(new { scenario = "ci", whenBusy = "refuse" }), Cancellation);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains(first, await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);

        await _silo.FollowAsync(first, (name, data) => name == "point" && (string?)data["phase"] == "measured", Cancellation);
        Assert.Equal("queued", (string?)(await _silo.GetAsync($"/api/runs/{second}", Cancellation))["state"]);
        Assert.Equal(HttpStatusCode.OK, await PostAsync($"/api/runs/{first}/stop"));
        await _silo.FollowAsync(first, (name, _) => name == "ended", Cancellation);
        await _silo.FollowAsync(second, (name, _) => name == "ended", Cancellation);
        Assert.Equal("stopped", (string?)(await _silo.GetAsync($"/api/runs/{first}", Cancellation))["state"]);
        Assert.Equal("finished", (string?)(await _silo.GetAsync($"/api/runs/{second}", Cancellation))["state"]);
        Assert.True((bool)(await _silo.GetAsync($"/api/runs/{first}/result", Cancellation))["manifest"]!["partial"]!);
        Assert.Equal([second, first], (await _silo.GetAsync("/api/runs", Cancellation))["runs"]!.AsArray().Select(run => (string?)run!["id"]));
    }

    [Fact]
    public async Task A_hosted_silo_serves_its_metrics_while_a_run_goes_on()
    {
        string id = await _silo.StartRunAsync(Long, Cancellation);
        await _silo.FollowAsync(id, (name, data) => name == "point" && (string?)data["phase"] == "measured" && data["health"] is not null && (long)data["counts"]!["opened"]! > 0, Cancellation);
        ImmutableArray<PrometheusFamily> served = PrometheusText.Parse(await _silo.Http.GetStringAsync("/metrics", Cancellation));
        Assert.Equal(HttpStatusCode.OK, await PostAsync($"/api/runs/{id}/stop"));
        string[] names = [.. served.Select(family => family.Name)];
        Assert.Contains("sim_virtual_time_seconds", names);
        Assert.Contains("mls_tree_leaves", names);
        Assert.Contains(names, name => name.StartsWith("orleans_", StringComparison.Ordinal));
        Assert.True(served.Where(family => family.Name.StartsWith("mls_commits", StringComparison.Ordinal)).SelectMany(family => family.Samples).Sum(sample => sample.Value) > 0);
    }

    [Fact]
    public async Task A_client_of_the_gateway_asks_for_a_run_and_looks_at_its_actors_while_it_goes_on()
    {
        using IHost client = await _silo.ConnectAsync(Cancellation);
        IGrainFactory grains = client.Services.GetRequiredService<IGrainFactory>();
        IRunsGrain runs = grains.GetGrain<IRunsGrain>(0);
        OrderAnswer answer = await runs.Start(new RunOrder("family", ["tree-root"], [new RunOverride("virtualDays", "4")], WhenBusy.Refuse));
        string id = answer.Run!.Id;
        await _silo.FollowAsync(id, (name, data) => name == "point" && (string?)data["phase"] == "measured", Cancellation);
        RunKey key = Key((await runs.ClockOf(id, "tree-root"))!);

        // Beside the running quanta.
        GroupView group = (await grains.GetGrain<IGroupGrain>(key.GrainKey(ActorId.Group("g:family"))).View())!;
        Assert.Equal(6, group.Users.Length);
        Assert.Equal(6, group.Leaves.Length);
        TreeView tree = (await grains.GetGrain<IGroupGrain>(key.GrainKey(ActorId.Group("g:family"))).Tree())!;
        Assert.Equal((2 * tree.LeafCount) - 1, tree.Nodes.Length);
        Assert.Equal(group.Leaves, tree.Nodes.Where(node => node.Label.Length > 0).Select(node => node.Label));
        UserView user = (await grains.GetGrain<IUserGrain>(key.GrainKey(ActorId.User(group.Users[0]))).View())!;
        Assert.Contains("g:family", user.Groups);
        Assert.NotNull(user.UserEpoch);
        DeviceView device = (await grains.GetGrain<IDeviceGrain>(key.GrainKey(ActorId.Device(user.Devices[0].Name))).View())!;
        MembershipView membership = device.Groups.Single(one => one.Group == "g:family");
        Assert.Contains(2 * membership.Leaf, membership.HeldKeys);
        Assert.Null(await grains.GetGrain<IUserGrain>(key.GrainKey(ActorId.User("nobody"))).View());
        Assert.NotNull((await runs.Stop(id)).Run);
    }

    [Fact]
    public async Task A_client_of_the_gateway_can_neither_take_a_private_key_nor_move_a_run()
    {
        using IHost client = await _silo.ConnectAsync(Cancellation);
        IGrainFactory grains = client.Services.GetRequiredService<IGrainFactory>();
        string id = await _silo.StartRunAsync(Long, Cancellation);
        await _silo.FollowAsync(id, (name, data) => name == "point" && (string?)data["phase"] == "measured", Cancellation);
        string clock = (await grains.GetGrain<IRunsGrain>(0).ClockOf(id, "multi-client"))!;
        IDeviceGrain device = grains.GetGrain<IDeviceGrain>(Key(clock).GrainKey(ActorId.Device("u0001/d1")));
        Assert.NotNull(await device.View());
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => device.Snapshot(1));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(device.Retire);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(grains.GetGrain<IClockGrain>(clock).Checkpoint);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(grains.GetGrain<IClockGrain>(clock).Stop);
        Assert.Equal(RunState.Running, (await grains.GetGrain<IClockGrain>(clock).Progress()).State);
        Assert.Equal(HttpStatusCode.OK, await PostAsync($"/api/runs/{id}/stop"));
    }

    private static RunKey Key(string clock) => new(clock.Split('|')[0], clock.Split('|')[1]);

    private async Task<HttpStatusCode> PostAsync(string path)
    {
        using HttpResponseMessage answer = await _silo.Http.PostAsync(path, null, Cancellation);
        return answer.StatusCode;
    }
}
