using System.Collections.Immutable;

namespace Simulation.Scenarios;

/// <summary>Reads what users do and when.</summary>
internal static class BehaviourReader
{
    private const double MostPerYear = 1_000_000;

    private static readonly ImmutableArray<double> WakingHours = [1, 1, 1, 1, 1, 1, 3, 6, 6, 6, 6, 6, 7, 6, 6, 6, 6, 8, 9, 10, 10, 8, 5, 2];

    public static MessageTraffic Messages(ScenarioObject root)
    {
        ScenarioObject node = root.Object("messages", "perUserAndDay", "medianOctets", "sigma", "maximumOctets", "weekendFactor", "hours");
        int maximum = node.Integer("maximumOctets", 1, 1_000_000, 4000);
        return new MessageTraffic(
            node.Number("perUserAndDay", 0, 100_000, 0),
            node.Integer("medianOctets", 1, maximum, Math.Min(60, maximum)),
            node.Number("sigma", 0, 5, 1),
            maximum,
            node.Number("weekendFactor", 0, 100, 1),
            node.Weights("hours", 24, WakingHours));
    }

    public static ChangeRates Changes(ScenarioObject root)
    {
        ScenarioObject node = root.Object(
            "changes",
            "scale",
            "replacementsPerUserAndYear",
            "additionsPerUserAndYear",
            "removalsPerUserAndYear",
            "keyUpdatesPerDeviceAndYear",
            "joinersPerUserAndYear",
            "leaversPerUserAndYear",
            "groupAddsPerGroupAndYear",
            "groupRemovesPerGroupAndYear",
            "replacementGapMinutes");
        return new ChangeRates(
            node.Number("scale", 0, 1_000_000, 1),
            node.Number("replacementsPerUserAndYear", 0, MostPerYear, 0),
            node.Number("additionsPerUserAndYear", 0, MostPerYear, 0),
            node.Number("removalsPerUserAndYear", 0, MostPerYear, 0),
            node.Number("keyUpdatesPerDeviceAndYear", 0, MostPerYear, 0),
            node.Number("joinersPerUserAndYear", 0, MostPerYear, 0),
            node.Number("leaversPerUserAndYear", 0, MostPerYear, 0),
            node.Number("groupAddsPerGroupAndYear", 0, MostPerYear, 0),
            node.Number("groupRemovesPerGroupAndYear", 0, MostPerYear, 0),
            node.Number("replacementGapMinutes", 1, 100_000, 60));
    }

    public static OnlinePattern Online(ScenarioObject root)
    {
        ScenarioObject node = root.Object(
            "online", "sessionsPerDay", "minutesPerDay", "firstSessionMinutes", "absencesPerDeviceAndYear", "absenceMedianDays", "absenceSigma");
        return new OnlinePattern(
            node.Number("sessionsPerDay", 0.01, 1000, 10),
            node.Number("minutesPerDay", 0.1, 1440, 120),
            node.Number("firstSessionMinutes", 1, 1440, 60),
            node.Number("absencesPerDeviceAndYear", 0, 365, 0),
            node.Number("absenceMedianDays", 0.01, 3650, 7),
            node.Number("absenceSigma", 0, 5, 0.5));
    }

    public static WarmUp WarmUp(ScenarioObject root)
    {
        ScenarioObject node = root.Object("warmUp", "share", "gapSeconds", "phase");
        return new WarmUp(
            node.Number("share", 0, 1, 0),
            node.Number("gapSeconds", 1, 86_400, 10),
            node.Choice("phase", false, ("setup", false), ("measured", true)));
    }
}
