using System.Diagnostics;
using System.Runtime.InteropServices;
using Grains.Interfaces.Contracts;

namespace Grains.Metering;

/// <summary>One event under way. The default value watches nothing.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct WatchedEvent(EventWatch watch, ActorKind kind, long began, Activity? span) : IDisposable
{
    /// <summary>What mail that the event leads to carries on; <see langword="null"/> where it is not sampled.</summary>
    public string? TraceParent => span is { Recorded: true } ? span.Id : null;

    /// <summary>The event has ended with a defect. Its text may say more than a span should.</summary>
    public void Fail(Exception defect)
    {
        span?.SetStatus(ActivityStatusCode.Error);
        span?.SetTag("error.type", defect.GetType().FullName);
    }

    public void Dispose()
    {
        watch?.End(kind, began);
        span?.Dispose();
    }
}
