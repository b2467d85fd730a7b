using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>What one event leads to, in order: what is sent, recorded, seen.</summary>
public sealed class Step
{
    private readonly List<Effect> _effects = [];
    private readonly Action<Step> _settle;

    /// <summary>Starts empty.</summary>
    /// <param name="now">Virtual milliseconds.</param>
    /// <param name="cause">The operation that the event belongs to.</param>
    /// <param name="settle">Charges what has been computed so far to the present cause; called whenever the cause changes.</param>
    public Step(long now, Cause cause, Action<Step> settle)
    {
        Now = now;
        Cause = cause;
        _settle = settle;
    }

    /// <summary>Virtual milliseconds.</summary>
    public long Now { get; }

    /// <summary>The operation that is being worked for.</summary>
    public Cause Cause { get; private set; }

    /// <summary>The effects in order.</summary>
    public IReadOnlyList<Effect> Effects => _effects;

    /// <summary>Works for another operation until the result is disposed of.</summary>
    public IDisposable For(Cause cause)
    {
        var back = new Restore(this, Cause);
        Change(cause);
        return back;
    }

    /// <summary>Tells an account service.</summary>
    public void Tell(string user, UserMail mail) => _effects.Add(new Effect.ToUser(user, mail, Cause));

    /// <summary>Tells a delivery service.</summary>
    public void Tell(string group, GroupMail mail) => _effects.Add(new Effect.ToGroup(group, mail, Cause));

    /// <summary>Appends to the directory.</summary>
    public void Append(string user, OpaqueBytes record) => _effects.Add(new Effect.ToDirectory(user, record, Cause));

    /// <summary>Sets the device's one timer.</summary>
    public void WakeAt(long at) => _effects.Add(new Effect.WakeAt(at));

    /// <summary>Lets the outside see something.</summary>
    public void See(DeviceFact fact) => _effects.Add(new Effect.Seen(fact, Cause));

    private void Change(Cause cause)
    {
        if (cause != Cause)
        {
            _settle(this);
            Cause = cause;
        }
    }

    private sealed class Restore(Step step, Cause cause) : IDisposable
    {
        public void Dispose() => step.Change(cause);
    }
}
