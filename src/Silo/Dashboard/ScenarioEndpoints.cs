using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Silo.Runs;
using Simulation.Scenarios;

namespace Silo.Dashboard;

/// <summary>What can be run.</summary>
internal static class ScenarioEndpoints
{
    private const string Json = "application/json";

    public static void Map(RouteGroupBuilder api, string orleans)
    {
        api.MapGet("/info", (RunsDesk desk, RunsOptions options) =>
            Results.Json(new PageInfo(options.Version, options.Modes, desk.TakesOrders, orleans, "/metrics"), DashboardJson.Default.PageInfo));
        string schema = Path.Combine(AppContext.BaseDirectory, "scenarios", "scenario.schema.json");
        api.MapGet("/schema", async (ScenarioReader reader, CancellationToken stop) =>
            Results.Content(new ScenarioSchema(reader.Policies).Fill(await File.ReadAllTextAsync(schema, stop)), Json));
        api.MapGet("/scenarios", (ScenarioCatalog catalog, ScenarioReader reader) => Results.Json(
            [.. catalog.Names.Select(name => Read(catalog, reader, name)).OfType<Scenario>().Select(one => new ScenarioLine(one.Name, one.Story, one.Population.Users, one.VirtualDays))],
            DashboardJson.Default.ImmutableArrayScenarioLine));
        api.MapGet("/scenarios/{name}", (string name, ScenarioCatalog catalog, ScenarioReader reader) =>
            Read(catalog, reader, name) is { } scenario ? Results.Content(scenario.Configuration, Json) : NotFound(name));
    }

    private static IResult NotFound(string name) =>
        Results.Json(Refusal.Of($"there is no scenario {Printable.Line(name)}"), DashboardJson.Default.Refusal, statusCode: StatusCodes.Status404NotFound);

    /// <summary>Null for a file that is no scenario, or not any more: whoever asks for it by name on the command line is told why.</summary>
    private static Scenario? Read(ScenarioCatalog catalog, ScenarioReader reader, string name)
    {
        try
        {
            return catalog.Find(name) is { } file ? reader.Read(file, ScenarioCatalog.ReadText(file)) : null;
        }
        catch (ScenarioException)
        {
            return null;
        }
    }
}
