namespace Grains.Interfaces.Contracts;

/// <summary>What an actor stands for; decides the grain that carries it.</summary>
public enum ActorKind
{
    /// <summary>Nobody inside the run: the trace that sends commands. Receives nothing.</summary>
    Outside = 0,

    /// <summary>One device and its private keys.</summary>
    Device = 1,

    /// <summary>The account service of one user.</summary>
    User = 2,

    /// <summary>The delivery service of one group.</summary>
    Group = 3,
}
