using Grains.Interfaces.Contracts;

namespace Simulation.Driving;

/// <summary>A run was aborted because an actor threw: a defect of this program.</summary>
public sealed class EngineFaultException : Exception
{
    /// <summary>The fault as the engine reports it.</summary>
    public EngineFaultException(EngineFault fault)
        : base(FormattableString.Invariant($"{fault.Actor} failed at {fault.At} ms of virtual time: {fault.What}\n{fault.Detail}"))
    {
    }
}
