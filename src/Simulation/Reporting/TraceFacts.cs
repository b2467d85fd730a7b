using System.Collections.Immutable;
using Simulation.Workload;

namespace Simulation.Reporting;

/// <summary>What a trace says about the end of a run.</summary>
/// <param name="Users">Users that ever existed.</param>
/// <param name="Devices">Devices at the end.</param>
/// <param name="Groups">Groups created.</param>
/// <param name="MessagesSent">Application messages.</param>
/// <param name="RemovedDevices">Names of the devices that were removed.</param>
public sealed record TraceFacts(int Users, int Devices, int Groups, long MessagesSent, ImmutableHashSet<string> RemovedDevices)
{
    /// <summary>Counts the events.</summary>
    public static TraceFacts Of(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        int users = 0, devices = 0, groups = 0;
        long messages = 0;
        ImmutableHashSet<string>.Builder removed = ImmutableHashSet.CreateBuilder<string>();
        foreach (TraceEvent traced in trace.Events)
        {
            switch (traced.Action)
            {
                case TraceAction.RegisterUser register:
                    users++;
                    devices += register.Devices.Length;
                    break;
                case TraceAction.CreateGroup:
                    groups++;
                    break;
                case TraceAction.AddDevice:
                    devices++;
                    break;
                case TraceAction.RemoveDevice remove:
                    devices--;
                    removed.Add(remove.Device.Value);
                    break;
                case TraceAction.SendMessage:
                    messages++;
                    break;
                default:
                    break;
            }
        }

        return new TraceFacts(users, devices, groups, messages, removed.ToImmutable());
    }
}
