namespace Grains.Interfaces.Contracts;

/// <summary>Everything that decides a run, but for its actors and its trace.</summary>
[GenerateSerializer]
[Immutable]
[Alias("run-settings")]
public sealed record RunSettings
{
    /// <summary>The run and its mode.</summary>
    [Id(0)]
    public required RunKey Run { get; init; }

    /// <summary>The seed; everything random derives from it.</summary>
    [Id(1)]
    public required long Seed { get; init; }

    /// <summary>Latency of uplinks.</summary>
    [Id(2)]
    public LinkLatency DeviceToService { get; init; } = new(20, 60, LatencyLaw.Exponential);

    /// <summary>Latency of downlinks.</summary>
    [Id(3)]
    public LinkLatency ServiceToDevice { get; init; } = new(20, 60, LatencyLaw.Exponential);

    /// <summary>Latency between services.</summary>
    [Id(4)]
    public LinkLatency ServiceToService { get; init; } = new(20, 25, LatencyLaw.Exponential);

    /// <summary>Steps in flight per silo, 1 to 1024; does not influence the result.</summary>
    [Id(5)]
    public int Window { get; init; } = 32;

    /// <summary>Threads per silo that do the actors' work; 0 for as many as cores. Does not influence the result.</summary>
    [Id(6)]
    public int Threads { get; init; }

    /// <summary>Virtual milliseconds that pass in a real one; 0 for as fast as possible. Does not influence the result.</summary>
    [Id(7)]
    public double Pace { get; init; }

    /// <summary>Virtual millisecond at which the run ends although something may still be due; <see langword="null"/> for never.</summary>
    [Id(8)]
    public long? EndAt { get; init; }

    /// <summary>Settings that all actors of the run share; opaque to the engine.</summary>
    [Id(9)]
    public Octets ActorSettings { get; init; } = Octets.Empty;

    /// <summary>Length of a quantum in virtual milliseconds: the smallest latency, so that nothing sent in a quantum arrives within it.</summary>
    public int QuantumMilliseconds => Math.Min(
        DeviceToService.MinimumMilliseconds,
        Math.Min(ServiceToDevice.MinimumMilliseconds, ServiceToService.MinimumMilliseconds));

    /// <summary>Refuses settings that no run can have.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public void Check()
    {
        CheckKey(Run.Run, nameof(Run.Run));
        CheckKey(Run.Mode, nameof(Run.Mode));
        CheckLatency(DeviceToService, nameof(DeviceToService));
        CheckLatency(ServiceToDevice, nameof(ServiceToDevice));
        CheckLatency(ServiceToService, nameof(ServiceToService));
        CheckThat(Window is >= 1 and <= 1024, "Window", "1 to 1024");
        CheckThat(Threads is >= 0 and <= 1024, "Threads", "0 to 1024");
        CheckThat(double.IsFinite(Pace) && Pace >= 0, "Pace", "at least 0");
        CheckThat(EndAt is null or >= 0, "EndAt", "at least 0");
    }

    private static void CheckLatency(LinkLatency latency, string name)
    {
        CheckThat(latency.MinimumMilliseconds >= 1, $"{name}.MinimumMilliseconds", "at least 1");
        CheckThat(latency.MeanMilliseconds >= latency.MinimumMilliseconds, $"{name}.MeanMilliseconds", "at least the minimum");
    }

    private static void CheckKey(string part, string name) =>
        CheckThat(!part.Contains('|', StringComparison.Ordinal), name, "text without '|'");

    private static void CheckThat(bool holds, string name, string allowed)
    {
        if (!holds)
        {
            throw new ArgumentException($"run setting {name}: allowed is {allowed}", name);
        }
    }
}
