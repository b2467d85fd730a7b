using Grains.Interfaces;

namespace Silo.Hosting;

/// <summary>What clients of other processes may call: they look, ask for runs and watch. Snapshots hold private keys, and steps change a run: those are for the silos alone.</summary>
internal sealed class ClientCalls : IIncomingGrainCallFilter
{
    private static readonly Type[] Refused = [typeof(IActorGrain), typeof(IPostOffice)];

    private static readonly HashSet<string> OfClock =
        [nameof(IClockGrain.Progress), nameof(IClockGrain.Glance), nameof(IClockGrain.Health), nameof(IClockGrain.Watch), nameof(IClockGrain.Unwatch), nameof(IClockGrain.Find), nameof(IClockGrain.AwaitRest)];

    /// <summary>Refuses what is not for clients.</summary>
    /// <exception cref="UnauthorizedAccessException">The call is for silos alone.</exception>
    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.SourceId is { } source && source.Type.IsClient() && !IsOfSilo(source) && !MayCall(context))
        {
            throw new UnauthorizedAccessException($"{context.InterfaceMethod.DeclaringType?.Name}.{context.InterfaceMethod.Name} is for silos alone; clients may look at actors, and use {nameof(IRunsGrain)}");
        }

        return context.Invoke();
    }

    /// <summary>The part of a silo that calls grains in the name of its process.</summary>
    private static bool IsOfSilo(GrainId source) => source.Key.ToString()?.StartsWith("hosted-", StringComparison.Ordinal) ?? false;

    private static bool MayCall(IIncomingGrainCallContext context)
    {
        Type? declaring = context.InterfaceMethod.DeclaringType;
        return !Refused.Contains(declaring) && (declaring != typeof(IClockGrain) || OfClock.Contains(context.InterfaceMethod.Name));
    }
}
