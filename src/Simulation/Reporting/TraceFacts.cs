using System.Collections.Immutable;
using Simulation.Workload;

namespace Simulation.Reporting;

/// <summary>What a trace says about the end of a run.</summary>
/// <param name="Users">Users that ever existed.</param>
/// <param name="Devices">Devices at the end.</param>
/// <param name="Groups">Groups created.</param>
/// <param name="MessagesSent">Application messages.</param>
/// <param name="RemovedDevices">Names of the devices that were removed.</param>
/// <param name="PresentDevices">Names of the devices that are there at the end.</param>
public sealed record TraceFacts(
    int Users, int Devices, int Groups, long MessagesSent, ImmutableHashSet<string> RemovedDevices, ImmutableHashSet<string> PresentDevices)
{
    /// <summary>Counts the events.</summary>
    public static TraceFacts Of(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        int users = 0, groups = 0;
        long messages = 0;
        ImmutableHashSet<string>.Builder present = ImmutableHashSet.CreateBuilder<string>();
        ImmutableHashSet<string>.Builder removed = ImmutableHashSet.CreateBuilder<string>();
        foreach (var traced in trace.Events)
        {
            switch (traced.Action)
            {
                case TraceAction.RegisterUser register:
                    users++;
                    present.UnionWith(register.Devices.Select(device => device.Device.Value));
                    break;
                case TraceAction.CreateGroup:
                    groups++;
                    break;
                case TraceAction.AddDevice add:
                    present.Add(add.Device.Value);
                    break;
                case TraceAction.RemoveDevice remove:
                    present.Remove(remove.Device.Value);
                    removed.Add(remove.Device.Value);
                    break;
                case TraceAction.SendMessage:
                    messages++;
                    break;
                default:
                    break;
            }
        }

        return new TraceFacts(users, present.Count, groups, messages, removed.ToImmutable(), present.ToImmutable());
    }
}
