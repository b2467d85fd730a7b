using System.Collections.Immutable;
using Simulation.Costing;
using Simulation.Workload;
using static Simulation.Reporting.Figures;

namespace Simulation.Reporting;

/// <summary>Where the sign would turn, by formula, in words.</summary>
internal static class TurnText
{
    /// <summary>Empty where nothing is known of the population, or the two modes are not those of the form.</summary>
    public static IEnumerable<string> Lines(ImmutableArray<ModeSummary> summaries, AnswerFacts? facts)
    {
        if (facts is null || summaries.Length != 2 || !summaries.Any(summary => summary.Mode == "multi-client") || !summaries.Any(summary => summary.Mode == "tree-root"))
        {
            return [];
        }

        if (facts.Form is null)
        {
            return ["By formula: nothing, it covers suite 1 with keys per leaf and pools per client."];
        }

        ChangeMix mix = MixOf(summaries[0]);
        if (mix.Count == 0)
        {
            return ["By formula: nothing changed, so that no sign can turn."];
        }

        ModeSummary devices = summaries.Single(summary => summary.Mode == "multi-client"), users = summaries.Single(summary => summary.Mode == "tree-root");
        return Prose.Wrap(Text(new TurningPoints(ClosedForm.Suite1, mix, facts.Form), facts.Form, Measured(users) - Measured(devices)), Answer.Width);
    }

    /// <summary>Octets sent, of what the form covers.</summary>
    private static long Measured(ModeSummary summary) =>
        new[] { TotalResults.Changes, TotalResults.KeyPackages, TotalResults.Directory }.Sum(total => WorkText.ComparableTotal(summary, total).OctetsSent);

    private static string Text(TurningPoints turning, FormPoint origin, long measured)
    {
        if (turning.Difference == 0)
        {
            return "By formula changes cost as much in both modes.";
        }

        string Turn(int? at, int now, int most) => at is { } number ? $"{Whole(number)} (now {Whole(now)})" : $"none to {Whole(most)}";
        string pool = Turn(turning.Pool, origin.Pool, TurningPoints.MostKeyPackages);
        string groups = Turn(turning.Groups, origin.Groups, TurningPoints.MostGroups);
        string devices = Turn(turning.Devices, origin.Devices, TurningPoints.MostDevices);
        string less = turning.Difference < 0 ? "tree-root" : "multi-client";
        string unlike = Math.Sign(measured) == Math.Sign(turning.Difference) ? "" : ", not as measured";
        return $"By formula changes cost {less} less to send{unlike}; turns at pool: {pool}; groups a user: {groups}; devices a user: {devices}";
    }

    private static ChangeMix MixOf(ModeSummary summary)
    {
        long Count(string name) => summary.Operations.TryGetValue(name, out OperationResult? result) ? result.Count : 0;
        return new ChangeMix(
            Count(OperationNames.AddDevice), Count(OperationNames.RemoveDevice), Count(OperationNames.UpdateKeys), Count(OperationNames.AddUser), Count(OperationNames.RemoveUser));
    }
}
