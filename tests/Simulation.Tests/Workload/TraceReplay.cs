using Simulation.Workload;
using Xunit;

namespace Simulation.Tests.Workload;

/// <summary>Replays a trace against a plain model of the world and fails where an event could not happen.</summary>
internal sealed class TraceReplay
{
    private readonly Dictionary<DeviceName, bool> _online = [];
    private readonly HashSet<DeviceName> _removed = [];
    private readonly Dictionary<UserName, HashSet<DeviceName>> _devices = [];
    private readonly Dictionary<ConversationName, HashSet<UserName>> _groups = [];
    private readonly int _cap;

    private TraceReplay(int cap) => _cap = cap;

    public static void Check(Trace trace, int cap)
    {
        var replay = new TraceReplay(cap);
        long operation = 0;
        foreach (var stage in trace.Stages)
        {
            long last = 0;
            foreach (var traced in stage.Events)
            {
                Assert.True(traced.AtMilliseconds >= last, $"{traced} comes before {last}");
                Assert.Equal(++operation, traced.OperationId);
                last = traced.AtMilliseconds;
                replay.Apply(traced);
            }
        }

        Assert.All(replay._online, device => Assert.True(device.Value || replay._removed.Contains(device.Key), $"{device.Key} is offline in the end"));
    }

    private void Apply(TraceEvent traced)
    {
        switch (traced.Action)
        {
            case TraceAction.RegisterUser(var user, var devices):
                Assert.True(_devices.TryAdd(user, []), $"{traced}");
                Assert.InRange(devices.Length, 1, _cap);
                foreach (var device in devices)
                {
                    ComeIn(device.Device);
                }

                break;
            case TraceAction.CreateGroup(var group, var by, var members):
                Acts(traced, by);
                Assert.Contains(by.User, members);
                Assert.Equal(members.Length, members.Distinct().Count());
                Assert.All(members, member => Assert.True(_devices.ContainsKey(member)));
                Assert.True(_groups.TryAdd(group, [.. members]));
                break;
            case TraceAction.AddUser(var group, var by, var user):
                Acts(traced, by);
                Assert.Contains(by.User, _groups[group]);
                Assert.True(_groups[group].Add(user), $"{traced}: already a member");
                break;
            case TraceAction.RemoveUser(var group, var by, var user):
                Acts(traced, by);
                Assert.Contains(by.User, _groups[group]);
                Assert.NotEqual(by.User, user);
                Assert.True(_groups[group].Remove(user), $"{traced}: not a member");
                break;
            case TraceAction.AddDevice(var device, _, var by):
                Acts(traced, by);
                Assert.Equal(by.User, device.User);
                ComeIn(device);
                Assert.InRange(_devices[device.User].Count, 1, _cap);
                break;
            case TraceAction.RemoveDevice(var device, var by):
                Acts(traced, by);
                Assert.Equal(by.User, device.User);
                Assert.NotEqual(by, device);
                Assert.True(_devices[device.User].Remove(device));
                Assert.True(_removed.Add(device));
                break;
            case TraceAction.UpdateKeys(var device):
                Acts(traced, device);
                break;
            case TraceAction.SendMessage(var group, var by, var octets):
                Acts(traced, by);
                Assert.Contains(by.User, _groups[group]);
                Assert.True(octets > 0);
                break;
            case TraceAction.GoOnline(var device):
                Assert.False(_online[device], $"{traced}");
                Assert.DoesNotContain(device, _removed);
                _online[device] = true;
                break;
            case TraceAction.GoOffline(var device):
                Assert.True(_online[device], $"{traced}");
                _online[device] = false;
                break;
            default:
                Assert.Fail($"{traced}");
                break;
        }
    }

    private void ComeIn(DeviceName device)
    {
        Assert.True(_online.TryAdd(device, true), $"{device} twice");
        _devices[device.User].Add(device);
    }

    private void Acts(TraceEvent traced, DeviceName by)
    {
        Assert.True(_online[by], $"{traced}: offline");
        Assert.Contains(by, _devices[by.User]);
    }
}
