using System.Text.Json;
using System.Text.Json.Nodes;
using Grains.Interfaces.Contracts.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;
using Silo.Runs;
using Simulation.Reporting;
using Simulation.Scenarios;

namespace Silo.Dashboard;

/// <summary>Runs: list, start, hold, stop, follow, and their files.</summary>
internal static class RunEndpoints
{
    private const long LargestOrder = 64 * 1024;

    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/runs", (RunsDesk desk) => Results.Json(new RunList(desk.List()), DashboardJson.Default.RunList));
        api.MapPost("/runs", StartAsync);
        api.MapGet("/runs/{id}", (string id, RunsDesk desk) => desk.Find(id) is { } ticket ? Results.Json(ticket, DashboardJson.Default.RunTicket) : NotFound(id));
        api.MapPost("/runs/{id}/pause", (string id, RunsDesk desk) => Answer(desk.Pause(id), StatusCodes.Status200OK));
        api.MapPost("/runs/{id}/resume", (string id, RunsDesk desk) => Answer(desk.Resume(id), StatusCodes.Status200OK));
        api.MapPost("/runs/{id}/stop", (string id, RunsDesk desk) => Answer(desk.Stop(id), StatusCodes.Status200OK));
        api.MapGet("/runs/{id}/events", (string id, RunsDesk desk) => desk.Live(id) is { } live ? new RunEvents(live, stays: !desk.TakesOrders) : NotFound(id));
        api.MapGet("/runs/{id}/result", Result);
        api.MapGet("/runs/{id}/files", (string id, RunsDesk desk) =>
            desk.Find(id) is null ? NotFound(id) : Results.Json(desk.Folder.Files(id), DashboardJson.Default.ImmutableArrayRunFile));
        api.MapGet("/runs/{id}/files/{**path}", (string id, string path, RunsDesk desk) => desk.Folder.Find(id, path) is { } file
            ? Results.File(file, ContentTypes.TryGetContentType(file, out string? type) ? type : "application/octet-stream")
            : NotFound($"{id}/{path}"));
    }

    private static async Task<IResult> StartAsync(HttpRequest request, RunsDesk desk)
    {
        if (!request.HasJsonContentType() || request.ContentLength is null or > LargestOrder)
        {
            return Refused(Refusal.Of($"an order is JSON of at most {LargestOrder} octets"), StatusCodes.Status400BadRequest);
        }

        OrderBody? body;
        try
        {
            body = await JsonSerializer.DeserializeAsync(request.Body, DashboardJson.Default.OrderBody, request.HttpContext.RequestAborted);
        }
        catch (JsonException malformed)
        {
            return Refused(new Refusal([new OrderFault(malformed.Path?.TrimStart('$', '.') ?? string.Empty, "is not what an order holds there")]), StatusCodes.Status400BadRequest);
        }

        OrderFault? fault = null;
        RunOrder? order = body?.Order(out fault);
        return order is null
            ? Refused(new Refusal([fault ?? new OrderFault(string.Empty, "an order is an object")]), StatusCodes.Status400BadRequest)
            : Answer(desk.Start(order), StatusCodes.Status201Created);
    }

    private static IResult Result(string id, RunsDesk desk)
    {
        if (desk.Folder.Manifest(id) is not { } manifest)
        {
            return NotFound(id);
        }

        var result = new JsonObject
        {
            ["manifest"] = JsonSerializer.SerializeToNode(manifest, ReportJson.Default.RunManifest),
            ["summaries"] = JsonSerializer.SerializeToNode(desk.Folder.Summaries(id), ReportJson.Default.ImmutableArrayModeSummary),
            ["answer"] = new JsonArray([.. (desk.Find(id)?.Answer ?? []).Select(line => JsonValue.Create(line))]),
        };
        return Results.Text(result.ToJsonString(), "application/json");
    }

    private static IResult Answer(OrderAnswer answer, int well) => answer.Run is { } run
        ? Results.Json(run, DashboardJson.Default.RunTicket, statusCode: well)
        : Refused(new Refusal(answer.Faults), answer.IsBusy ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest);

    private static IResult Refused(Refusal refusal, int code) => Results.Json(refusal, DashboardJson.Default.Refusal, statusCode: code);

    private static IResult NotFound(string what) => Refused(Refusal.Of($"there is no {Printable.Line(what)}"), StatusCodes.Status404NotFound);
}
