using System.Collections.Immutable;

namespace Silo.Exploring;

/// <summary>What one change of a device touches, mode beside mode.</summary>
/// <param name="Operation">The change.</param>
/// <param name="Users">Users.</param>
/// <param name="Devices">Devices of each.</param>
/// <param name="Groups">Groups that all users are in.</param>
/// <param name="Subject">The device or the user that it is about.</param>
/// <param name="Modes">By mode.</param>
public sealed record Exploration(string Operation, int Users, int Devices, int Groups, string Subject, ImmutableArray<ModeExploration> Modes);
