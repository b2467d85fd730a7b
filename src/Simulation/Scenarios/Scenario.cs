using System.Collections.Immutable;
using Mls.Core.Crypto;
using Mls.MultiDevice.Policies;

namespace Simulation.Scenarios;

/// <summary>A checked scenario file: who the users are and what they do. Only <see cref="ScenarioReader"/> makes one, so every value is possible.</summary>
public sealed record Scenario
{
    internal Scenario()
    {
    }

    /// <summary>Short name; also the file's.</summary>
    public required string Name { get; init; }

    /// <summary>One paragraph for a person.</summary>
    public required string Story { get; init; }

    /// <summary>Which numbers are taken from where.</summary>
    public required ImmutableArray<string> Sourced { get; init; }

    /// <summary>Which numbers were chosen.</summary>
    public required ImmutableArray<string> Assumptions { get; init; }

    /// <summary>Length of the measured phase.</summary>
    public required double VirtualDays { get; init; }

    /// <summary>Seed of trace and run.</summary>
    public required long Seed { get; init; }

    /// <summary>Cipher suite of every group.</summary>
    public required CipherSuite Suite { get; init; }

    /// <summary>Fidelity.</summary>
    public required IPolicy Verify { get; init; }

    /// <summary>Users and devices.</summary>
    public required Population Population { get; init; }

    /// <summary>Kinds of groups, in the order in which they are created.</summary>
    public required ImmutableArray<GroupKind> Groups { get; init; }

    /// <summary>Application messages.</summary>
    public required MessageTraffic Messages { get; init; }

    /// <summary>Changes of devices, users and keys.</summary>
    public required ChangeRates Changes { get; init; }

    /// <summary>Connection pattern.</summary>
    public required OnlinePattern Online { get; init; }

    /// <summary>KeyPackage store.</summary>
    public required KeyPackagePool KeyPackages { get; init; }

    /// <summary>Latencies.</summary>
    public required NetworkLinks Network { get; init; }

    /// <summary>Cost table of each class.</summary>
    public required ImmutableSortedDictionary<DeviceClass, DeviceCosts> Costs { get; init; }

    /// <summary>Policies.</summary>
    public required ChosenPolicies Policies { get; init; }

    /// <summary>Stolen devices.</summary>
    public required Attack Attack { get; init; }

    /// <summary>What happens between creation and measurement.</summary>
    public required WarmUp WarmUp { get; init; }

    /// <summary>Limits.</summary>
    public required ImmutableArray<Threshold> Thresholds { get; init; }

    /// <summary>The whole as JSON, with the overrides put in.</summary>
    public required string Configuration { get; init; }

    /// <summary>Length of the measured phase in milliseconds.</summary>
    public long DurationMilliseconds => (long)Math.Round(VirtualDays * VirtualTime.DayMilliseconds);
}
