using Grains;
using Grains.Actors;
using Grains.Interfaces;
using Grains.Policies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Mls.Core.Crypto;
using Mls.Crypto;
using Mls.MultiDevice;
using Mls.MultiDevice.Metering;
using Simulation.Measuring;
using Simulation.Policies;

namespace Silo;

/// <summary>Puts the program together: the only place that says which crypto, which actors and which sink are used.</summary>
public static class Composition
{
    /// <summary>The cipher suites, from the provider that is chosen here.</summary>
    public static ICryptoProviders Providers { get; } = ProviderCatalog.Default.Open();

    /// <summary>The modes that runs may name.</summary>
    public static ModeCatalog Modes => ModeCatalog.Standard;

    /// <summary>What scenarios may choose by name, of the policies that the actors have.</summary>
    public static ScenarioPolicies Policies { get; } = PoliciesOf(ActorPolicies.Standard);

    /// <summary>Makes the actors of runs.</summary>
    /// <param name="meter">Measures what devices compute; <see langword="null"/> for nothing.</param>
    public static IActorFactory NewActors(DeviceMeter? meter = null) =>
        new MlsActorFactory(Modes, Providers, seed => new SeededRandomStreams(seed), new SystemRandom()) { Meter = meter, Policies = ActorPolicies.Standard };

    /// <summary>What scenarios may choose by name.</summary>
    /// <param name="actors">The policies that actors can be given.</param>
    public static ScenarioPolicies PoliciesOf(ActorPolicies actors)
    {
        ArgumentNullException.ThrowIfNull(actors);
        return new() { Committer = actors.Committer.AsNamed(), Delivery = actors.Delivery.AsNamed() };
    }

    /// <summary>What a silo needs, in this process or in a child.</summary>
    public static void Compose(IHostApplicationBuilder host)
    {
        ArgumentNullException.ThrowIfNull(host);
        host.Services.AddSingleton(TimeProvider.System);
        host.Services.AddSingleton<DeviceMeter>();
        host.Services.AddSingleton(services => NewActors(services.GetRequiredService<DeviceMeter>()));
        host.Services.AddSingleton<IObservationSink, ObservationSink>();
        host.Services.AddSingleton<ILiveFigures, LiveFigures>();
    }
}
