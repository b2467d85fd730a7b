using System.Collections;
using System.Reflection;
using Grains.Interfaces.Contracts;
using Grains.Local;
using Mls.Core.Secrets;
using Mls.MultiDevice.Mail;
using Xunit;

namespace Grains.Tests.Modes;

/// <summary>What devices keep secret is in no state and no mail of anybody else (modes 5.2, I5).</summary>
public sealed class SecretReachTests
{
    private const string Group = "g:one";

    public static TheoryData<string> Modes => ModeWorld.Variants();

    [Theory]
    [MemberData(nameof(Modes))]
    public void No_secret_of_a_device_is_in_the_state_of_a_service_or_in_any_mail(string mode)
    {
        var world = Busy(mode);
        var secrets = SecretsOf(world.Run);

        Assert.True(secrets.Count > 100, $"{secrets.Count} secrets");
        foreach (var actor in world.Run.Actors.Where(actor => actor.Kind != ActorKind.Device))
        {
            Assert.Null(FirstIn(secrets, ActorIn(world.Run, actor).Snapshot()));
            Assert.Null(FirstIn(secrets, world.Run.Report(actor)));
        }

        Assert.All(world.Run.Sent, posting => Assert.Null(FirstIn(secrets, posting.Letter.Body.Span)));
        Assert.All(world.Run.Actors.Where(actor => actor.Kind == ActorKind.Device), actor => Assert.Null(FirstIn(secrets, world.Run.Report(actor))));
    }

    [Fact]
    public void A_secret_in_some_state_would_be_found()
    {
        var world = Busy("tree-root");
        var device = ActorIn(world.Run, ActorId.Device("u1/d1"));

        Assert.NotNull(FirstIn(SecretsOf(world.Run), device.Snapshot()));
    }

    private static ModeWorld Busy(string mode)
    {
        var world = new ModeWorld(mode).Users(2, 2);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"])).Drain();
        world.Do("u2/d3", "add-device", new TraceCommand.Start("u2/d1", "phone")).Drain();
        world.Do("u1/d2", "update-keys", new TraceCommand.UpdateKeys());
        world.Do("u2/d2", "send-message", new TraceCommand.SendMessage(Group, 20));
        world.Run.Run(world.Run.Now + 150);
        return world;
    }

    /// <summary>The live secrets that can be reached from the devices, by the octets.</summary>
    private static Dictionary<string, byte[]> SecretsOf(LocalRun run)
    {
        var found = new Dictionary<string, byte[]>();
        foreach (var actor in run.Actors.Where(actor => actor.Kind == ActorKind.Device))
        {
            foreach (var secret in Reached(ActorIn(run, actor)).OfType<Secret>().Where(secret => secret is { IsCleared: false, Length: >= 16 }))
            {
                found.TryAdd(secret.GetType().Name + " " + Convert.ToHexString(secret.Expose()), secret.Expose().ToArray());
            }
        }

        return found;
    }

    private static string? FirstIn(Dictionary<string, byte[]> secrets, ReadOnlySpan<byte> octets)
    {
        foreach (var (name, secret) in secrets)
        {
            if (octets.IndexOf(secret) >= 0)
            {
                return name.Split(' ')[0];
            }
        }

        return null;
    }

    private static Actors.IActor ActorIn(LocalRun run, ActorId actor)
    {
        var hosts = (IDictionary)Field(run, "_hosts")!;
        return Reached(hosts[actor]!).OfType<Actors.IActor>().First();
    }

    private static object? Field(object of, string name) => of.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(of);

    private static IEnumerable<object> Reached(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object>([root]);
        while (open.TryPop(out var one))
        {
            if (one is string or Type or Delegate or Pointer || one.GetType().IsPrimitive || (!one.GetType().IsValueType && !seen.Add(one)))
            {
                continue;
            }

            yield return one;
            if (one is Array { Rank: 1 } array)
            {
                if (!array.GetType().GetElementType()!.IsPrimitive)
                {
                    foreach (var item in array)
                    {
                        Push(open, item);
                    }
                }

                continue;
            }

            for (var type = one.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            {
                foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    if (!field.FieldType.IsPointer && !field.FieldType.IsByRefLike && !field.FieldType.IsPrimitive)
                    {
                        Push(open, field.GetValue(one));
                    }
                }
            }
        }
    }

    private static void Push(Stack<object> open, object? item)
    {
        if (item is not null)
        {
            open.Push(item);
        }
    }
}
