namespace Silo.Dashboard;

/// <summary>A scenario that can be run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Story">What it is about.</param>
/// <param name="Users">Users at the start.</param>
/// <param name="VirtualDays">Length of the measured phase.</param>
internal sealed record ScenarioLine(string Name, string Story, int Users, double VirtualDays);
