namespace Simulation.Workload.Generation;

/// <summary>What somebody means to do at a time. It becomes an event when it can be done then. Who is null is chosen then, among those who can.</summary>
internal abstract record Intention
{
    private Intention()
    {
    }

    public sealed record StartDay(int Day) : Intention;

    public sealed record StartSession(DeviceState Device, long End) : Intention;

    public sealed record EndSession(DeviceState Device) : Intention;

    public sealed record Send(UserState User, DeviceState Device) : Intention;

    public sealed record AddDevice(UserState? User, bool IsReplacement) : Intention;

    public sealed record RemoveDevice(UserState? User, DeviceState? Device) : Intention;

    public sealed record UpdateKeys(UserState? User) : Intention;

    public sealed record Join : Intention;

    public sealed record Leave : Intention;

    public sealed record GrowGroup(DrawnGroup Group) : Intention;

    public sealed record ShrinkGroup(DrawnGroup Group) : Intention;

    public sealed record AddToGroup(DrawnGroup Group, UserState User, int Attempt) : Intention;

    public sealed record RemoveFromGroup(DrawnGroup Group, UserState User, int Attempt) : Intention;
}
