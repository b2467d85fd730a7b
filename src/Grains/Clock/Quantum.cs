namespace Grains.Clock;

/// <summary>A stretch of virtual time, [<paramref name="From"/>, <paramref name="Until"/>) in milliseconds, in which all that is due is handled at once.</summary>
internal readonly record struct Quantum(long From, long Until);
