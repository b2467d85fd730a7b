using System.Collections.Immutable;
using CsCheck;
using Simulation.Costing;
using Simulation.Reporting;
using Simulation.Workload;
using Xunit;
using static Simulation.Tests.Reporting.SummarySamples;

namespace Simulation.Tests.Reporting;

/// <summary>The words of the answer agree with the numbers.</summary>
public sealed class AnswerTests
{
    private const string Devices = "multi-client";
    private const string Users = "tree-root";

    [Fact]
    public void The_mode_that_sent_less_is_named_with_its_octets_per_device_and_day()
    {
        ImmutableArray<string> lines = Answer.Lines(Compared((Of(Devices, changes: 1000, packages: 500), 0), (Of(Users, changes: 3000, packages: 100), 0)), Facts);

        Assert.Equal("Same work: all 100 operations were done in every mode.", lines[0]);
        Assert.Equal("Less sent: multi-client, 2,000 B (100 B/device/day), tree-root +80.0 %", lines[1]);
        Assert.Equal("  changes +2.0 kB, KeyPackages -400 B, messages same, directory etc. same", lines[2]);
        Assert.Equal("As much delivered: both modes the same, 9,000 B (450 B/device/day)", lines[3]);
    }

    [Fact]
    public void One_mode_can_send_less_and_the_other_one_deliver_less()
    {
        ImmutableArray<string> lines = Answer.Lines(Compared((Of(Devices, changes: 5000, delivered: 8000), 0), (Of(Users, changes: 1000, directory: 900, delivered: 9000), 0)), Facts);

        Assert.StartsWith("Less sent: tree-root, 2,700 B (135 B/device/day), multi-client +122.2 %", lines[1], StringComparison.Ordinal);
        Assert.Equal("  changes +4.0 kB, KeyPackages same, messages same, directory etc. -700 B", lines[2]);
        Assert.StartsWith("Less delivered: multi-client, 8,000 B", lines[3], StringComparison.Ordinal);
        Assert.StartsWith("  changes +1.0 kB", lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public void No_winner_is_named_of_unequal_work()
    {
        ImmutableArray<string> lines = Answer.Lines(Compared((Of(Devices), 2), (Of(Users, changes: 9999), 0)), Facts);

        Assert.Equal("No winner: unequal work. multi-client gave up 2, done in another mode.", lines[0]);
        Assert.DoesNotContain(lines, line => line.StartsWith("Less", StringComparison.Ordinal) || line.StartsWith("By formula", StringComparison.Ordinal));
    }

    [Fact]
    public void No_winner_is_named_where_a_mode_was_stopped()
    {
        ImmutableArray<string> lines = Answer.Lines([Of(Devices), Of(Users, changes: 1) with { Partial = true }], Facts);

        Assert.StartsWith("No winner: not every mode ran to its end", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("until it was stopped.", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.StartsWith("Less", StringComparison.Ordinal));
    }

    [Fact]
    public void A_mode_alone_is_described_and_wins_nothing()
    {
        ImmutableArray<string> lines = Answer.Lines([Of(Users)], Facts);

        Assert.Equal("tree-root sent 2,000 B: 100 B per device and day.", lines[0]);
        Assert.Equal("  changes 1,000 B, KeyPackages 500 B, messages 300 B, rest 200 B", lines[1]);
        Assert.DoesNotContain(lines, line => line.StartsWith("Less", StringComparison.Ordinal) || line.StartsWith("By formula", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("SECURITY.md", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_three_modes_the_best_is_held_against_the_next()
    {
        ImmutableArray<string> lines = Answer.Lines(Compared((Of("a", changes: 3000), 0), (Of("b", changes: 1000), 0), (Of("c", changes: 2000), 0)), Facts);

        Assert.Equal("Less sent: b, 2,000 B (100 B/device/day), c +50.0 %, a +100.0 %", lines[1]);
        Assert.StartsWith("  changes +1.0 kB", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_answered_of_nothing() => Assert.Equal("No answer: no mode was run.", Assert.Single(Answer.Lines([], null)));

    [Fact]
    public void Assumptions_name_the_pool_the_scale_the_path_and_the_committer() => Assert.Contains(
        "Assumes pool 40 per-client, changes x20, addPath, committer sibling", Answer.Lines(Compared((Of(Devices), 0), (Of(Users), 0)), Facts));

    [Fact]
    public void The_sign_is_another_at_the_turning_points_and_not_before_them()
    {
        var mix = new ChangeMix(10, 10, 5, 0, 0);
        FormPoint point = Facts.Form! with { Devices = 8, Groups = 20 };
        var turning = new TurningPoints(ClosedForm.Suite1, mix, point);

        int groups = turning.Groups!.Value;
        long before = new TurningPoints(ClosedForm.Suite1, mix, point with { Groups = groups + (groups < point.Groups ? 1 : -1) }).Difference;
        long there = new TurningPoints(ClosedForm.Suite1, mix, point with { Groups = groups }).Difference;
        Assert.Equal(Math.Sign(turning.Difference), Math.Sign(before));
        Assert.Equal(-Math.Sign(turning.Difference), Math.Sign(there));
    }

    [Fact]
    public void It_is_said_where_a_sign_does_not_turn()
    {
        // Only removed devices: a user's pool is replaced, which no number of devices makes good where there is one group.
        ModeSummary Removing(string mode) => Of(mode) with { Operations = Of(mode).Operations.SetItem(OperationNames.AddDevice, Of(mode).Operations[OperationNames.SendMessage]) };
        AnswerFacts facts = Facts with { Form = Facts.Form! with { Groups = 1 } };

        string text = string.Join(' ', Answer.Lines(Compared((Removing(Devices), 0), (Removing(Users), 0)), facts).Select(line => line.Trim()));

        Assert.Contains("By formula changes cost multi-client less to send", text, StringComparison.Ordinal);
        Assert.Contains("devices a user: none to 64", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_numbers_the_winner_has_the_smaller_one_and_lines_fit()
    {
        Gen<ModeSummary> Mode(string name) => Gen.Select(Gen.Long[0, 2_000_000_000], Gen.Long[0, 900_000], Gen.Long[0, 5_000_000], Gen.Long[0, 70_000], Gen.Long[1, 30_000_000_000])
            .Select((changes, packages, messages, directory, delivered) => Of(name, changes, packages, messages, directory, delivered));
        Gen.Select(Mode(Devices), Mode(Users)).Sample((one, other) =>
        {
            ImmutableArray<string> lines = Answer.Lines(Compared((one, 0), (other, 0)), Facts);
            Assert.InRange(lines.Length, 5, 10);
            Assert.All(lines, line => Assert.InRange(line.Length, 1, Answer.Width));
            Agrees(lines, "sent", one, other, total => total.OctetsSent);
            Agrees(lines, "delivered", one, other, total => total.OctetsDelivered);
        });
    }

    private static void Agrees(ImmutableArray<string> lines, string direction, ModeSummary one, ModeSummary other, Func<TotalResult, long> octets)
    {
        long Of(ModeSummary summary, string total) => octets(summary.Totals[total]);
        (long first, long second) = (Of(one, TotalResults.Everything), Of(other, TotalResults.Everything));
        if (first == second)
        {
            Assert.Contains(lines, line => line.StartsWith($"As much {direction}: ", StringComparison.Ordinal));
            return;
        }

        (ModeSummary best, ModeSummary next) = first < second ? (one, other) : (other, one);
        int at = lines.ToList().FindIndex(line => line.StartsWith($"Less {direction}: {best.Mode}, ", StringComparison.Ordinal));
        Assert.True(at >= 0);
        string parts = lines.Skip(at + 1).First(line => line.StartsWith("  changes ", StringComparison.Ordinal));
        foreach (var (name, total) in new[] { ("changes", TotalResults.Changes), ("KeyPackages", TotalResults.KeyPackages), ("messages", TotalResults.Messages) })
        {
            string sign = Math.Sign(Of(next, total) - Of(best, total)) switch { 0 => "same", > 0 => "+", _ => "-" };
            Assert.Contains($"{name} {sign}", parts, StringComparison.Ordinal);
        }
    }
}
