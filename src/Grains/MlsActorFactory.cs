using System.Runtime.CompilerServices;
using Grains.Actors;
using Grains.Devices;
using Grains.Interfaces.Contracts;
using Grains.Policies;
using Grains.Services;
using Mls.Core.Crypto;
using Mls.Core.Wire;
using Mls.MultiDevice;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.Metering;

namespace Grains;

/// <summary>Makes devices, account services and delivery services; what a run's actors share on one silo is made once.</summary>
/// <param name="modes">The modes that runs may name.</param>
/// <param name="providers">The cipher suites.</param>
/// <param name="seeded">Random streams of a seed.</param>
/// <param name="system">The operating system's generator.</param>
public sealed class MlsActorFactory(ModeCatalog modes, ICryptoProviders providers, Func<ulong, IRandomStreams> seeded, IRandomStreams system) : IActorFactory
{
    /// <summary>Whether services ask who has been revoked; where they do not, members must refuse by themselves.</summary>
    internal bool IsNegligent { get; init; }

    /// <summary>The policies that runs may have.</summary>
    public ActorPolicies Policies { get; init; } = ActorPolicies.Standard;

    /// <summary>Measures what devices compute; <see langword="null"/> for nothing.</summary>
    public DeviceMeter? Meter { get; init; }

    // What a run's actors share goes when the run's directory goes, which nothing else keeps.
    private readonly ConditionalWeakTable<IDirectoryView, RunKit> _runs = [];

    /// <inheritdoc/>
    public IActor Create(ActorSeat seat)
    {
        ArgumentNullException.ThrowIfNull(seat);
        var kit = KitOf(seat);
        return seat.Actor.Kind switch
        {
            ActorKind.Device => DeviceActor.Create(kit.Devices, seat.Actor.Name),
            ActorKind.User => new UserActor(kit.Services, seat.Actor),
            ActorKind.Group => new GroupActor(kit.Services, seat.Actor),
            _ => throw new ArgumentException($"{seat.Actor} is not an actor of a run", nameof(seat)),
        };
    }

    /// <inheritdoc/>
    public IActor Restore(ActorSeat seat, ReadOnlySpan<byte> snapshot)
    {
        ArgumentNullException.ThrowIfNull(seat);
        var kit = KitOf(seat);
        return seat.Actor.Kind switch
        {
            ActorKind.Device => DeviceActor.Restore(kit.Devices, seat.Actor.Name, snapshot),
            ActorKind.User => UserActor.Restore(kit.Services, seat.Actor, snapshot),
            ActorKind.Group => GroupActor.Restore(kit.Services, seat.Actor, snapshot),
            _ => throw new ArgumentException($"{seat.Actor} is not an actor of a run", nameof(seat)),
        };
    }

    private RunKit KitOf(ActorSeat seat) => _runs.GetOrAdd(seat.Directory, static (_, made) => made.Factory.Make(made.Seat), (Factory: this, Seat: seat));

    private RunKit Make(ActorSeat seat)
    {
        var settings = Tls.Decode<ActorRunSettings>(seat.RunSettings.Span);
        var crypto = providers.Find(settings.Suite)
            ?? throw new ArgumentException($"suite {settings.Suite}, supported are {string.Join(", ", providers.Supported)}", nameof(seat));
        var streams = settings.Entropy == "system" ? system : seeded(unchecked((ulong)seat.Seed));
        var run = ModeRun.Of(settings, modes);
        var directory = new AuthenticationDirectory(crypto, new DirectoryAdapter(seat.Directory), (long)settings.GraceMilliseconds, run.Mode.DevicesShareLeaves(settings));
        var trees = new TreePool(crypto);
        return new RunKit(
            new DeviceEnvironment(crypto, streams, directory, trees, run) { Watch = Meter?.Of(settings.Mode, settings.Suite) ?? DeviceWatch.None },
            new ServiceKit(
                run,
                crypto,
                IsNegligent ? now => directory.Following(now, 0, isLate: false) : directory.WithoutGraceAt,
                IsNegligent ? (_, _) => true : directory.IsActive,
                IsNegligent ? null : run.Rules(directory),
                directory,
                trees,
                seeded(unchecked((ulong)seat.Seed)))
            {
                Policies = Policies.For(settings),
            });
    }

    private sealed record RunKit(DeviceEnvironment Devices, ServiceKit Services);
}
