using Mls.MultiDevice.Mail;
using Silo.Costing;
using Simulation.Costing;
using Simulation.Workload;

namespace Silo.Exploring;

/// <summary>A change as it is asked for.</summary>
/// <param name="Subject">The device or the user that it is about.</param>
/// <param name="Device">The device that is asked.</param>
/// <param name="Command">What it is asked.</param>
internal sealed record ExplorationChange(string Subject, string Device, TraceCommand Command)
{
    /// <summary>The change of a request that has been checked. It is the first user's: its leaves are at the left of every tree.</summary>
    public static ExplorationChange Of(ExplorationRequest request)
    {
        string first = CostWorld.Device(0, 0);
        string last = CostWorld.Device(0, request.Devices - 1);
        string added = CostWorld.Device(0, request.Devices);
        string group = CostWorld.Group(0);
        return request.Operation switch
        {
            OperationNames.RemoveDevice => new(last, first, new TraceCommand.RemoveDevice(last)),
            OperationNames.AddDevice => new(added, added, new TraceCommand.Start(first, "none")),
            OperationNames.UpdateKeys => new(first, first, new TraceCommand.UpdateKeys()),
            OperationNames.AddUser => new(ClosedFormTable.NewUser, first, new TraceCommand.AddUser(group, ClosedFormTable.NewUser)),
            OperationNames.RemoveUser => new(CostWorld.User(request.Users - 1), first, new TraceCommand.RemoveUser(group, CostWorld.User(request.Users - 1))),
            _ => throw new ArgumentException($"no picture of {request.Operation}", nameof(request)),
        };
    }
}
