using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Silo.Telemetry;

namespace Silo.Hosting;

/// <summary>How silos are hosted on this machine. Loopback only; nothing listens for clients outside the process unless it is asked for.</summary>
public sealed record SiloOptions
{
    /// <summary>Silos, one process each, this one included; at least 1.</summary>
    public int Silos { get; init; } = 1;

    /// <summary>TCP port of this process's silo; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>TCP port of a gateway on loopback for clients of other processes; 0 for none.</summary>
    public int GatewayPort { get; init; }

    /// <summary>Pages that this process's silo serves, metrics among them; null for none.</summary>
    public WebSite? Site { get; init; }

    /// <summary>What the silos do with their metrics and traces. Child processes send theirs, too, by the variables of their own environment; they serve none.</summary>
    public TelemetryOptions Telemetry { get; init; } = TelemetryOptions.None;

    /// <summary>Adds what the engine needs of the composition root: an <see cref="Grains.Actors.IActorFactory"/> and an <see cref="Grains.Interfaces.IObservationSink"/>. Child processes must do the same.</summary>
    public required Action<IHostApplicationBuilder> Compose { get; init; }

    /// <summary>Program and first arguments that start a child process, up to <see cref="SiloChild.CommandName"/>; empty for this very program.</summary>
    public ImmutableArray<string> ChildCommand { get; init; } = [];
}
