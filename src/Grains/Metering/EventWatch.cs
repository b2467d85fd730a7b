using System.Diagnostics;
using Grains.Actors;
using Grains.Interfaces.Contracts;

namespace Grains.Metering;

/// <summary>Measures the events that one run's actors handle, and makes spans of those that belong to a sampled operation. Where nobody listens it does nothing and allocates nothing.</summary>
internal sealed class EventWatch(RunKey run, ActivitySource spans, EventInstruments instruments, TimeProvider clock)
{
    /// <summary>An actor begins to handle an event; dispose of the result when it has.</summary>
    public WatchedEvent Begin(ActorId actor, ActorEvent what, long now)
    {
        var span = spans.HasListeners() && what is ActorEvent.Delivered { Envelope: var envelope } ? Start(actor, envelope, now) : null;
        return new WatchedEvent(this, actor.Kind, instruments.Durations.Enabled ? clock.GetTimestamp() : 0, span);
    }

    internal void End(ActorKind kind, long began)
    {
        if (began != 0)
        {
            instruments.Durations.Record(clock.GetElapsedTime(began).TotalSeconds, new TagList
            {
                { "messaging.system", "mls-sim" },
                { "messaging.operation.name", "process" },
                { "mode", run.Mode },
                { "role", Roles.Of(kind) },
            });
        }
    }

    /// <summary>A command of the trace may start a trace of spans; mail goes on with that of its sender, where there is one.</summary>
    private Activity? Start(ActorId actor, Envelope envelope, long now)
    {
        ActivityContext parent = default;
        if (envelope.Sender.Kind != ActorKind.Outside && !ActivityContext.TryParse(envelope.Letter.TraceParent, null, isRemote: true, out parent))
        {
            return null;
        }

        var span = spans.StartActivity(NameOf(actor.Kind), ActivityKind.Consumer, parent);
        if (span is { IsAllDataRequested: true })
        {
            Describe(span, actor, envelope, now);
        }

        return span;
    }

    private void Describe(Activity span, ActorId actor, Envelope envelope, long now)
    {
        span.SetTag("messaging.system", "mls-sim");
        span.SetTag("messaging.operation.name", "process");
        span.SetTag("messaging.operation.type", "process");
        span.SetTag("mls.operation.name", envelope.Operation.Name);
        span.SetTag("mls.operation.id", envelope.Operation.Id);
        span.SetTag("mls.mode", run.Mode);
        span.SetTag("sim.run", run.Run);
        span.SetTag("sim.actor.kind", Roles.Of(actor.Kind));
        span.SetTag("sim.actor.name", actor.Name);
        span.SetTag("sim.mail.kind", envelope.Kind);
        span.SetTag("sim.mail.label", envelope.Letter.Label);
        span.SetTag("sim.virtual_time", now / 1000.0);
    }

    private static string NameOf(ActorKind kind) => kind switch
    {
        ActorKind.Device => "process device",
        ActorKind.User => "process user",
        ActorKind.Group => "process group",
        _ => "process",
    };
}
