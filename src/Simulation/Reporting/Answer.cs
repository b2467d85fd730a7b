using System.Collections.Immutable;
using static Simulation.Reporting.Figures;

namespace Simulation.Reporting;

/// <summary>The answer to what a run was made for, in words: at most ten lines of at most 80 columns, from numbers and nothing else.</summary>
public static class Answer
{
    /// <summary>Columns of a line.</summary>
    public const int Width = 80;

    /// <summary>Says which mode sent and delivered less, by how much, why, on which assumptions, and what it costs in exposure.</summary>
    /// <param name="summaries">Of the modes that were run.</param>
    /// <param name="facts">What the run assumed; null where that is not known.</param>
    public static ImmutableArray<string> Lines(ImmutableArray<ModeSummary> summaries, AnswerFacts? facts) => summaries switch
    {
        { IsDefaultOrEmpty: true } => ["No answer: no mode was run."],
        [var only] => [.. Alone(only), .. Context(summaries, facts)],
        _ when summaries.Any(summary => summary.Partial) || !WorkText.IsComparable(summaries) =>
            ["No winner: not every mode ran to its end, so that the work is unequal.", .. Each(summaries)],
        _ when !WorkText.IsSame(summaries) => [.. Unequal(summaries), .. Each(summaries), .. Assumptions(summaries, facts), .. Exposure(summaries)],
        _ =>
        [
            Same(summaries),
            .. Side(summaries, "sent", total => total.OctetsSent),
            .. Side(summaries, "delivered", total => total.OctetsDelivered),
            .. Context(summaries, facts),
        ],
    };

    /// <summary>Octets per device and virtual day. Modes of one trace have the same devices and, but for the last mails, the same days: the longest counts for all.</summary>
    public static double PerDeviceAndDay(ImmutableArray<ModeSummary> summaries, long octets)
    {
        double days = summaries.Max(summary => summary.Devices) * summaries.Max(summary => summary.VirtualSeconds) / 86_400;
        return days == 0 ? 0 : octets / days;
    }

    /// <summary>What an answer assumes, where it would be another by formula, and what each mode costs in exposure.</summary>
    internal static IEnumerable<string> Context(ImmutableArray<ModeSummary> summaries, AnswerFacts? facts) =>
        [.. Assumptions(summaries, facts), .. TurnText.Lines(summaries, facts), .. Exposure(summaries)];

    private static string Same(ImmutableArray<ModeSummary> summaries)
    {
        WorkComparison work = summaries[0].Comparison!;
        return work.Planned == work.DoneInEvery
            ? $"Same work: all {Whole(work.Planned)} operations were done in every mode."
            : $"Same work: every mode did {Whole(work.DoneInEvery)} of {Whole(work.Planned)} operations, gave up the others.";
    }

    /// <summary>Who has less of it, and of what.</summary>
    private static ImmutableArray<string> Side(ImmutableArray<ModeSummary> summaries, string direction, Func<TotalResult, long> octets)
    {
        long Everything(ModeSummary summary) => octets(WorkText.ComparableTotal(summary, TotalResults.Everything));
        ImmutableArray<ModeSummary> ranked = [.. summaries.OrderBy(Everything)];
        (ModeSummary best, ModeSummary next) = (ranked[0], ranked[1]);
        string perDay = Octets((long)Math.Round(PerDeviceAndDay(summaries, Everything(best))));
        if (Everything(best) == Everything(next))
        {
            string who = ranked.Length == 2 ? "both modes the same" : $"{best.Mode} and {next.Mode} the same";
            return [$"As much {direction}: {who}, {Octets(Everything(best))} ({perDay}/device/day)"];
        }

        string others = string.Join(", ", ranked.Skip(1).Select(summary => $"{summary.Mode} {Difference(Everything(best), Everything(summary))}"));
        return
        [
            .. Prose.Wrap($"Less {direction}: {best.Mode}, {Octets(Everything(best))} ({perDay}/device/day), {others}", Width),
            Parts(best, next, octets),
        ];
    }

    /// <summary>Where the difference comes from: what the next mode has more (+) or less (-) of than the better one, as its percentage says of the sum.</summary>
    private static string Parts(ModeSummary best, ModeSummary next, Func<TotalResult, long> octets)
    {
        long Part(string total) => octets(WorkText.ComparableTotal(next, total)) - octets(WorkText.ComparableTotal(best, total));
        (long changes, long packages, long messages) = (Part(TotalResults.Changes), Part(TotalResults.KeyPackages), Part(TotalResults.Messages));
        long rest = Part(TotalResults.Everything) - changes - packages - messages;
        string named = $"  changes {Signed(changes)}, KeyPackages {Signed(packages)}, messages {Signed(messages)}, ";
        string whole = $"{named}directory etc. {Signed(rest)}";
        return whole.Length <= Width ? whole : $"{named}rest {Signed(rest)}";
    }

    private static string Signed(long octets) => octets switch { 0 => "same", > 0 => $"+{Brief(octets)}", _ => $"-{Brief(-octets)}" };

    private static IEnumerable<string> Unequal(ImmutableArray<ModeSummary> summaries) => Prose.Wrap(
        $"No winner: unequal work. {string.Join(", ", summaries.Where(summary => WorkText.MissedBy(summary) > 0).Select(summary => $"{summary.Mode} gave up {Whole(WorkText.MissedBy(summary))}"))}, done in another mode.",
        Width);

    private static IEnumerable<string> Each(ImmutableArray<ModeSummary> summaries) => summaries.Select(summary =>
        $"{summary.Mode}: {Octets(summary.Totals[TotalResults.Everything].OctetsSent)} sent, {Octets(summary.Totals[TotalResults.Everything].OctetsDelivered)} delivered{(summary.Partial ? ", until it was stopped" : "")}.");

    private static IEnumerable<string> Alone(ModeSummary only)
    {
        string Of(string direction, Func<TotalResult, long> octets)
        {
            long everything = octets(only.Totals[TotalResults.Everything]);
            return $"{only.Mode} {direction} {Octets(everything)}: {Octets((long)Math.Round(PerDeviceAndDay([only], everything)))} per device and day.";
        }

        string Sums(Func<TotalResult, long> octets)
        {
            long Part(string total) => octets(only.Totals[total]);
            long named = Part(TotalResults.Changes) + Part(TotalResults.KeyPackages) + Part(TotalResults.Messages);
            return $"  changes {Octets(Part(TotalResults.Changes))}, KeyPackages {Octets(Part(TotalResults.KeyPackages))}, messages {Octets(Part(TotalResults.Messages))}, rest {Octets(Part(TotalResults.Everything) - named)}";
        }

        return
        [
            .. only.Partial ? (string[])["Stopped before its end: figures are of what was done until then."] : [],
            Of("sent", total => total.OctetsSent),
            Sums(total => total.OctetsSent),
            Of("delivered", total => total.OctetsDelivered),
            Sums(total => total.OctetsDelivered),
        ];
    }

    private static IEnumerable<string> Assumptions(ImmutableArray<ModeSummary> summaries, AnswerFacts? facts) => facts is null ? [] : Prose.Wrap(
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"Assumes pool {facts.PoolSize} {facts.Stock}, changes x{facts.Scale}, {(summaries[0].AddPath ? "" : "no ")}addPath, committer {facts.Committer}"),
        Width);

    /// <summary>What each mode lets a stolen device read, as the experiments have decided it.</summary>
    private static IEnumerable<string> Exposure(ImmutableArray<ModeSummary> summaries) => summaries.Length switch
    {
        1 when summaries[0].Mode == Modes.DeviceLeaves => ["Exposure: a stolen device opens what comes, nothing of the past (SECURITY.md)."],
        1 when summaries[0].Mode == Modes.TreeRoot => ["Exposure: a stolen device opens what comes, and may open the past (SECURITY.md)."],
        _ when summaries.Any(summary => summary.Mode == Modes.TreeRoot) && summaries.Any(summary => summary.Mode == Modes.DeviceLeaves) => ["Exposure, SECURITY.md: theft may open the past in tree-root, not in multi-client"],
        _ => ["Exposure: what a stolen device opens is said in SECURITY.md."],
    };

    private static class Modes
    {
        public const string DeviceLeaves = "multi-client";
        public const string TreeRoot = "tree-root";
    }
}
