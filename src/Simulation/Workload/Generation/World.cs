using System.Collections.Immutable;
using Simulation.Scenarios;

namespace Simulation.Workload.Generation;

/// <summary>Who exists and who is where, at one moment of the drawing.</summary>
internal sealed class World(Scenario scenario, long seed)
{
    private const int Draws = 50;

    private readonly SeededStream _classes = new(seed, "device-classes");

    /// <summary>All users ever, in the order of their numbers.</summary>
    public List<UserState> Users { get; } = [];

    public List<DrawnGroup> Groups { get; } = [];

    public Scenario Scenario => scenario;

    /// <summary>A new user with so many devices.</summary>
    public TraceAction.RegisterUser Register(int devices, long now)
    {
        var user = new UserState(UserName.Of(Users.Count + 1));
        Users.Add(user);
        ImmutableArray<NewDevice> created =
        [
            .. Enumerable.Range(0, devices).Select(_ => NewDevice(user, now)).Select(device => new NewDevice(device.Name, device.Class)),
        ];
        return new TraceAction.RegisterUser(user.Name, created);
    }

    /// <summary>A new device of a user; the class is drawn where none is given.</summary>
    public DeviceState NewDevice(UserState user, long now, DeviceClass? given = null)
    {
        user.DevicesEver++;
        DeviceClass deviceClass = given ?? (user.DevicesEver == 1 ? scenario.Population.FirstDevice : FurtherClass());
        var device = new DeviceState(DeviceName.Of(user.Name, user.DevicesEver), deviceClass, user, now);
        user.Devices.Add(device);
        return device;
    }

    /// <summary>Somebody who fits, by lot; null when nobody does.</summary>
    public UserState? AnyUser(SeededStream chance, Predicate<UserState> fits)
    {
        for (var draw = 0; draw < Draws; draw++)
        {
            UserState user = Users[chance.NextIndex(Users.Count)];
            if (fits(user))
            {
                return user;
            }
        }

        return Users.Find(fits);
    }

    private DeviceClass FurtherClass()
    {
        ImmutableArray<Weighted<DeviceClass>> classes = scenario.Population.FurtherDevices;
        return classes[_classes.NextWeighted([.. classes.Select(weighted => weighted.Weight)])].Value;
    }
}
