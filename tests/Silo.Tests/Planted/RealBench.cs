using System.Collections.Immutable;
using Grains.Actors;
using Grains.Policies;
using Grains.Post;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Silo.Commands;
using Silo.Engine;
using Simulation.Scenarios;

namespace Silo.Tests.Planted;

/// <summary>The whole program, with a silo in this process into which a fault may be planted: everything else is as users have it.</summary>
internal sealed class RealBench : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    /// <summary>Faults in the mail.</summary>
    public IMailFaults? Mail { get; init; }

    /// <summary>The policies that actors can be given.</summary>
    public ActorPolicies Policies { get; init; } = ActorPolicies.Standard;

    /// <summary>Makes the actors, where it is not the program's own factory that does.</summary>
    public IActorFactory? Actors { get; init; }

    /// <summary>Variables of the OpenTelemetry specification.</summary>
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    public Task<int> RunAsync(params string[] arguments) => CommandLine.RunAsync(
        arguments,
        new CommandServices
        {
            Catalog = ScenarioCatalog.Default(AppContext.BaseDirectory, AppContext.BaseDirectory),
            Reader = new ScenarioReader([.. Composition.Providers.Supported], Composition.PoliciesOf(Policies)),
            Engines = new OrleansRunEngineFactory(TimeProvider.System, host =>
            {
                Composition.Compose(host);
                if (Actors is not null)
                {
                    host.Services.Replace(ServiceDescriptor.Singleton(Actors));
                }

                if (Mail is not null)
                {
                    host.Services.AddSingleton(Mail);
                }
            })
            {
                Variables = Variables,
            },
            TelemetryVariables = Variables,
            Costs = null,
            HostSilo = (_, _) => throw new InvalidOperationException("nobody asked for a silo"),
            WriteFile = DurableFile.Write,
            Clock = TimeProvider.System,
            Version = "1.2.3",
        },
        new Terminal(_output, _error, 200, null),
        CancellationToken.None);
}
