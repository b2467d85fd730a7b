using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Runs;
using Grains.Interfaces.Contracts.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Silo.Exploring;
using Silo.Runs;
using Simulation.Scenarios;

namespace Silo.Dashboard;

/// <summary>Trees: those of a run whose actors live, and those of a change that is shown for its own sake.</summary>
internal static class TreeEndpoints
{
    private const int MostNames = 200;

    /// <summary>Members of larger groups are not asked for the keys they hold: the picture would be no picture any more.</summary>
    private const int MostHolders = 256;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/runs/{id}/groups", GroupsAsync);
        api.MapGet("/runs/{id}/tree", TreeAsync);
        api.MapGet("/runs/{id}/group", (string id, string mode, string name, RunsDesk desk, IGrainFactory grains) =>
            ViewAsync(desk.KeyOf(id, mode), ActorKind.Group, name, key => grains.GetGrain<IGroupGrain>(key).View(), DashboardJson.Default.GroupView));
        api.MapGet("/runs/{id}/user", (string id, string mode, string name, RunsDesk desk, IGrainFactory grains) =>
            ViewAsync(desk.KeyOf(id, mode), ActorKind.User, name, key => grains.GetGrain<IUserGrain>(key).View(), DashboardJson.Default.UserView));
        api.MapGet("/runs/{id}/device", (string id, string mode, string name, RunsDesk desk, IGrainFactory grains) =>
            ViewAsync(desk.KeyOf(id, mode), ActorKind.Device, name, key => grains.GetGrain<IDeviceGrain>(key).View(), DashboardJson.Default.DeviceView));
        api.MapGet("/explore", ExploreAsync);
    }

    private static async Task<IResult> GroupsAsync(string id, string mode, string? kind, string? q, RunsDesk desk, IGrainFactory grains)
    {
        if (desk.KeyOf(id, mode) is not { } run)
        {
            return NotThere(id, mode);
        }

        ImmutableArray<string> names = await grains.GetGrain<IClockGrain>(run.Text).Find(kind == "user" ? ActorKind.User : ActorKind.Group, q ?? string.Empty, MostNames);
        return Results.Json([.. names.Select(name => new NamedActor(name))], DashboardJson.Default.ImmutableArrayNamedActor);
    }

    private static async Task<IResult> TreeAsync(string id, string mode, string kind, string name, RunsDesk desk, IGrainFactory grains)
    {
        if (desk.KeyOf(id, mode) is not { } run)
        {
            return NotThere(id, mode);
        }

        if (Actor(kind == "user" ? ActorKind.User : ActorKind.Group, name) is not { } actor)
        {
            return NotFound(name);
        }

        string key = run.GrainKey(actor);
        TreeView? tree = actor.Kind == ActorKind.User ? await grains.GetGrain<IUserGrain>(key).Tree() : await grains.GetGrain<IGroupGrain>(key).Tree();
        return tree is null
            ? NotFound(name)
            : Results.Json(TreePicture.Of(tree, await MembersAsync(run, tree, grains)), DashboardJson.Default.TreePicture);
    }

    /// <summary>The devices behind the leaves.</summary>
    private static async Task<IEnumerable<DeviceView>> MembersAsync(RunKey run, TreeView tree, IGrainFactory grains)
    {
        var devices = new List<string>();
        foreach (var label in tree.Nodes.Select(node => node.Label).Where(label => label.Length > 0))
        {
            if (label.Contains('/', StringComparison.Ordinal))
            {
                devices.Add(label);
            }
            else if (await grains.GetGrain<IUserGrain>(run.GrainKey(ActorId.User(label))).View() is { } user)
            {
                devices.AddRange(user.Devices.Select(device => device.Name));
            }
        }

        return devices.Count > MostHolders
            ? []
            : (await Task.WhenAll(devices.Select(device => grains.GetGrain<IDeviceGrain>(run.GrainKey(ActorId.Device(device))).View()))).OfType<DeviceView>();
    }

    private static async Task<IResult> ViewAsync<T>(RunKey? run, ActorKind kind, string name, Func<string, Task<T?>> view, JsonTypeInfo<T> type)
        where T : class => run is null || Actor(kind, name) is not { } actor || await view(run.GrainKey(actor)) is not { } seen
            ? NotFound(name)
            : Results.Json(seen, type);

    private static async Task<IResult> ExploreAsync(int? users, int? devices, int? groups, string? operation, Explorer explorer, CancellationToken gone)
    {
        var request = new ExplorationRequest(operation ?? "remove-device", users ?? 4, devices ?? 2, groups ?? 2);
        ImmutableArray<OrderFault> faults = request.Check();
        return faults.IsEmpty
            ? Results.Json(await explorer.ExploreAsync(request, gone), DashboardJson.Default.Exploration)
            : Results.Json(new Refusal(faults), DashboardJson.Default.Refusal, statusCode: StatusCodes.Status400BadRequest);
    }

    /// <summary>Null for a text that names nobody.</summary>
    private static ActorId? Actor(ActorKind kind, string name) => name.Length == 0 || name.Contains('|', StringComparison.Ordinal) ? null : new ActorId(kind, name);

    private static IResult NotThere(string id, string mode) => Results.Json(
        Refusal.Of($"the actors of run {Printable.Line(id)} in mode {Printable.Line(mode)} are not there: a tree can be looked at while the mode runs or is paused"),
        DashboardJson.Default.Refusal,
        statusCode: StatusCodes.Status409Conflict);

    private static IResult NotFound(string name) =>
        Results.Json(Refusal.Of($"there is no {Printable.Line(name)}"), DashboardJson.Default.Refusal, statusCode: StatusCodes.Status404NotFound);
}
