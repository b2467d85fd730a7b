using System.Collections.Immutable;
using Simulation.Costing;
using Simulation.Driving;
using Simulation.Scenarios;
using Simulation.Security;

namespace Silo.Commands;

/// <summary>What the commands work with; put together by the composition root.</summary>
public sealed class CommandServices
{
    /// <summary>Where scenarios are found.</summary>
    public required ScenarioCatalog Catalog { get; init; }

    /// <summary>Reads them.</summary>
    public required ScenarioReader Reader { get; init; }

    /// <summary>Starts silos for runs.</summary>
    public required IRunEngineFactory Engines { get; init; }

    /// <summary>Measures single operations; null where the program was built without, which then has no command for it.</summary>
    public required ICostCalculator? Costs { get; init; }

    /// <summary>Experiments that are decided by decryption; null where the program was built without, which then has no command for them.</summary>
    public ISecurityExperiments? Experiments { get; init; }

    /// <summary>Hosts a silo until it is stopped; gives the exit code.</summary>
    public required Func<HostPlan, CancellationToken, Task<int>> HostSilo { get; init; }

    /// <summary>The variables of the OpenTelemetry specification that are set; checked before anything is started that would use them.</summary>
    public ImmutableDictionary<string, string> TelemetryVariables { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Writes a text to a file that does not exist: path, content.</summary>
    public required Action<string, string> WriteFile { get; init; }

    /// <summary>Real time, for durations and the manifest.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Version of the program.</summary>
    public required string Version { get; init; }
}
