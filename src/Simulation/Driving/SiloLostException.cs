namespace Simulation.Driving;

/// <summary>A silo process has ended, or does not answer, while it was needed: the run cannot go on, since what it held is gone.</summary>
public sealed class SiloLostException : Exception
{
    /// <summary>A silo was lost while none carried a run.</summary>
    /// <param name="silo">Which one, and what has become of it.</param>
    public SiloLostException(string silo)
        : base($"lost {silo}")
    {
    }

    /// <summary>A silo was lost in a run.</summary>
    /// <param name="silo">Which one, and what has become of it.</param>
    /// <param name="mode">The mode of the run.</param>
    /// <param name="virtualMilliseconds">Virtual time that the run was last seen at.</param>
    public SiloLostException(string silo, string mode, long virtualMilliseconds)
        : base(FormattableString.Invariant($"{mode}: lost {silo}, at {virtualMilliseconds} ms of virtual time")) =>
        VirtualMilliseconds = virtualMilliseconds;

    /// <summary>Virtual time that the run was last seen at; null outside a run.</summary>
    public long? VirtualMilliseconds { get; }
}
