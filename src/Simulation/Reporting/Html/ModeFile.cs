using System.Text.Json;

namespace Simulation.Reporting.Html;

/// <summary>A summary as its file has it: what an older one lacks is simply not there.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Content">Content of summary.json.</param>
internal sealed record ModeFile(string Mode, JsonElement Content)
{
    /// <summary>Of a summary.</summary>
    public static ModeFile Of(ModeSummary summary) => new(summary.Mode, JsonSerializer.SerializeToElement(summary, ReportJson.Default.ModeSummary));
}
