namespace Silo.Dashboard;

/// <summary>A group or a user that can be looked at.</summary>
/// <param name="Name">Its name.</param>
internal sealed record NamedActor(string Name);
