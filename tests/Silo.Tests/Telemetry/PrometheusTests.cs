using Xunit;

namespace Silo.Tests.Telemetry;

[Collection(MeasuredRuns.Name)]
public sealed class PrometheusTests(MeasuredRun run)
{
    /// <summary>Everything that the program's own metrics may be split by.</summary>
    private static readonly HashSet<string> Labels =
    [
        "mode", "suite", "role", "op", "outcome", "class", "link", "direction", "phase", "kind", "group_kind", "entry", "depth", "le",
        "messaging_system", "messaging_operation_name", "otel_scope_name",
    ];

    [Fact]
    public void What_a_silo_serves_after_runs_has_their_numbers()
    {
        Assert.True(Sum("mls_commits_total", ("outcome", "accepted"), ("mode", "tree-root"), ("group_kind", "user")) > 0);
        Assert.True(Sum("mls_commits_total", ("outcome", "accepted"), ("mode", "multi-client")) > 0);
        Assert.Equal(Sum("mls_commits_total", ("outcome", "conflict"), ("mode", "multi-client")), Sum("mls_commits_total", ("outcome", "conflict"), ("mode", "multi-client"), ("group_kind", "conversation")));
        Assert.True(Sum("mls_commit_duration_seconds_count", ("suite", "1")) > 0);
        Assert.True(Sum("mls_commit_process_duration_seconds_sum") > 0);
        Assert.True(Sum("mls_welcome_process_duration_seconds_count") > 0);
        Assert.True(Sum("mls_message_seal_duration_seconds_count") > 0);
        Assert.True(Sum("mls_message_open_duration_seconds_count") > 0);
        Assert.Equal(0, Sum("mls_messages_undecryptable_total"));
        Assert.Equal(Sum("messaging_client_consumed_messages_total"), Sum("mls_ds_latency_seconds_count"));
        Assert.True(Sum("sim_events_total") > Sum("sim_steps_total"));
    }

    [Fact]
    public void A_run_that_is_open_has_gauges() =>
        Assert.Contains(run.During, family => family is { Name: "sim_virtual_time_seconds", Type: "gauge" } && family.Samples.Any(sample => sample.Value > 3600));

    [Fact]
    public void No_label_names_a_run_a_user_a_device_or_a_group()
    {
        PrometheusFamily.Sample[] own = [.. run.After.Concat(run.During).Where(family => Pattern.IsMatch(family.Name, "^(mls|sim|messaging)_")).SelectMany(family => family.Samples)];

        Assert.NotEmpty(own);
        Assert.Empty(own.SelectMany(sample => sample.Labels.Keys).Distinct().Except(Labels));
        Assert.DoesNotContain(own.SelectMany(sample => sample.Labels.Values), value => Pattern.IsMatch(value, "^(u[0-9]+|g:|run-)"));
    }

    [Fact]
    public void Every_metric_of_the_program_says_what_it_is() =>
        Assert.DoesNotContain(run.After.Where(family => Pattern.IsMatch(family.Name, "^(mls|sim|messaging)_")), family => family.Help.Length == 0);

    private double Sum(string name, params (string Label, string Value)[] labels)
    {
        PrometheusFamily.Sample[] samples = [.. run.After.SelectMany(family => family.Samples).Where(sample => sample.Name == name && labels.All(label => sample.Labels.GetValueOrDefault(label.Label) == label.Value))];
        return samples.Sum(sample => sample.Value);
    }
}
