using Grains.Actors;
using Grains.Devices;
using Grains.Interfaces.Contracts;
using Grains.Local;
using Mls.Core.Crypto;
using Mls.Core.Wire;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;
using Simulation.Costing;
using Simulation.Workload;

namespace Silo.Costing;

/// <summary>Users with equally many devices, all in the same groups, whose every tree is warm: each member has committed once, in leaf order.</summary>
internal sealed class CostWorld
{
    private const string Newcomer = ClosedFormTable.NewUser;

    private readonly CostRequest _request;
    private readonly RunSettings _settings;
    private readonly LocalRun _run;

    private CostWorld(CostRequest request, RunSettings settings, LocalRun run)
    {
        _request = request;
        _settings = settings;
        _run = run;
        HasUserGroup = Tls.Decode<DeviceReport>(run.Report(ActorId.Device(Device(0, 0)))).Groups.Any(line => line.Name.Length == 0);
    }

    /// <summary>Whether the mode has user groups.</summary>
    public bool HasUserGroup { get; }

    /// <summary>Whether the operation makes sense for this population, and the variant in this mode.</summary>
    public bool IsPossible(string operation, CostVariant variant) => operation switch
    {
        _ when variant is CostVariant.PoolReplaced or CostVariant.OldKeyPackage => HasUserGroup,
        OperationNames.AddUser when variant == CostVariant.WithoutPath => !HasUserGroup,
        OperationNames.RemoveDevice => _request.Devices > 1,
        OperationNames.RemoveUser => _request.Users > 2,
        _ => true,
    };

    /// <summary>Builds and warms the population.</summary>
    public static CostWorld Warm(IActorFactory actors, string mode, CostRequest request, IProgress<CostStatus> progress, CancellationToken stop)
    {
        // Everybody's KeyPackages are of the present epoch when a row begins.
        var settings = Settings(mode, CostVariant.PoolReplaced);
        var run = new LocalRun(settings, actors) { Stop = stop };
        void Tell(string what, int done, int total) => progress.Report(new CostStatus(mode, what, done, total));
        for (var device = 0; device < request.Devices; device++)
        {
            Tell("registering devices", device, request.Devices);
            for (var user = 0; user <= request.Users; user++)
            {
                var name = user == request.Users ? $"{Newcomer}/d{device + 1}" : Device(user, device);
                var sponsor = device == 0 ? string.Empty : name[..name.IndexOf('/', StringComparison.Ordinal)] + "/d1";
                Do(run, name, OperationNames.RegisterUser, new TraceCommand.Start(sponsor, "none"));
            }

            run.Run();
        }

        for (var user = 0; user < request.Users; user++)
        {
            for (var device = 0; device < request.Devices; device++)
            {
                Tell("warming users", (user * request.Devices) + device, request.Users * request.Devices);
                Do(run, Device(user, device), "warm-up", new TraceCommand.WarmUp(GroupName.UserGroup));
                run.Run();
            }
        }

        for (var group = 0; group < request.Groups; group++)
        {
            Tell("creating groups", group, request.Groups);
            Do(run, Device(0, 0), OperationNames.CreateGroup, new TraceCommand.CreateGroup(Group(group), [.. Enumerable.Range(1, request.Users - 1).Select(User)]));
            run.Run();
        }

        var world = new CostWorld(request, settings, run);
        for (var user = 0; user < request.Users; user++)
        {
            int leaves = world.HasUserGroup ? 1 : request.Devices;
            for (var device = 0; device < leaves; device++)
            {
                Tell("warming groups", (user * leaves) + device, request.Users * leaves);
                for (var group = 0; group < request.Groups; group++)
                {
                    Do(run, Device(user, device), "warm-up", new TraceCommand.WarmUp(GroupName.Of(Group(group))));
                }

                run.Run();
            }
        }

        return world;
    }

    /// <summary>The warm population, in a run of its own.</summary>
    public LocalRun Copy() => _run.Copy(Settings(_settings.Run.Mode, CostVariant.Usual));

    /// <summary>Performs one operation on a copy and measures it.</summary>
    public CostMeasure Perform(string operation, CostVariant variant)
    {
        var settings = Settings(_settings.Run.Mode, variant);
        var run = _run.Copy(settings);
        if (variant == CostVariant.OldKeyPackage)
        {
            Do(run, $"{Newcomer}/d{_request.Devices + 1}", OperationNames.RegisterUser, new TraceCommand.Start($"{Newcomer}/d1", "none"));
            run.Run();
            run = run.Copy(settings);
        }

        switch (operation)
        {
            case OperationNames.UpdateKeys:
                Do(run, Device(0, 0), operation, new TraceCommand.UpdateKeys());
                break;
            case ClosedFormTable.HealAllDevices:
                for (var device = 0; device < _request.Devices; device++)
                {
                    var isLast = device == _request.Devices - 1;
                    Do(run, Device(0, device), operation, HasUserGroup && !isLast ? new TraceCommand.RenewUserGroup() : new TraceCommand.UpdateKeys());
                    run.Run();
                }

                break;
            case OperationNames.AddDevice:
                Do(run, $"{User(0)}/d{_request.Devices + 1}", operation, new TraceCommand.Start(Device(0, 0), "none"));
                break;
            case OperationNames.RemoveDevice:
                RemoveDevice(run, operation);
                break;
            case OperationNames.AddUser:
                Do(run, Device(0, 0), operation, new TraceCommand.AddUser(Group(0), Newcomer));
                break;
            case OperationNames.RemoveUser:
                Do(run, Device(Math.Max(_request.Users - 3, 0), 0), operation, new TraceCommand.RemoveUser(Group(0), User(_request.Users - 1)));
                break;
            case OperationNames.PublishKeyPackages:
                for (var device = 0; device < (HasUserGroup ? 1 : _request.Devices); device++)
                {
                    Do(run, Device(0, device), operation, new TraceCommand.PublishKeyPackages(ClosedFormTable.KeyPackages));
                }

                break;
            case OperationNames.SendMessage:
                Do(run, Device(0, 0), operation, new TraceCommand.SendMessage(Group(0), ClosedFormTable.MessageLength));
                break;
            default:
                throw new ArgumentException($"no row for {operation}", nameof(operation));
        }

        run.Run();
        return CostMeasure.Of(run, operation);
    }

    /// <summary>The victim is the last device; the committer sits at the third-last leaf of the tree that the Remove changes, or at its first.</summary>
    private void RemoveDevice(LocalRun run, string operation)
    {
        var user = _request.Users - 1;
        var victim = Device(user, _request.Devices - 1);
        if (HasUserGroup || _request.Devices >= 3)
        {
            Do(run, Device(user, Math.Max(_request.Devices - 3, 0)), operation, new TraceCommand.RemoveDevice(victim));
            return;
        }

        var leaf = Math.Max((_request.Users * _request.Devices) - 3, 0);
        for (var group = 0; group < _request.Groups; group++)
        {
            Do(run, Device(leaf / _request.Devices, leaf % _request.Devices), operation, new TraceCommand.RemoveDeviceFromGroup(Group(group), victim));
        }
    }

    /// <summary>Has a device do something now.</summary>
    public static void Do(LocalRun run, string device, string operation, TraceCommand command) =>
        run.Feed(new Command(run.Now, ActorId.Device(device), MailKinds.Command, new Operation(1, operation, Phase.Measured), Octets.Own(Tls.Encode(command))));

    private static RunSettings Settings(string mode, CostVariant variant) => new()
    {
        Run = new RunKey("cost", mode),
        Seed = 1,
        ActorSettings = Octets.Own(Tls.Encode(new ActorRunSettings
        {
            Mode = mode,
            Suite = CipherSuite.X25519Aes128Sha256Ed25519,
            KeyPackagePool = ClosedFormTable.Pool,
            RefillBelow = 1,
            AddPath = variant != CostVariant.WithoutPath,
            RenewAfterAdd = variant == CostVariant.PoolReplaced,
        })),
    };

    /// <summary>Name of a user, counted from 0.</summary>
    public static string User(int user) => $"u{user:D4}";

    /// <summary>Name of a device; both counted from 0.</summary>
    public static string Device(int user, int device) => $"{User(user)}/d{device + 1}";

    /// <summary>Name of a group, counted from 0.</summary>
    public static string Group(int group) => $"g:{group:D3}";
}
