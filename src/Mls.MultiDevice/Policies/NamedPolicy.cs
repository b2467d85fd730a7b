namespace Mls.MultiDevice.Policies;

/// <summary>A policy to which there is no alternative, so that nobody asks it anything: what it says is what the program does. A second one of its kind brings the interface.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What the program does.</param>
public sealed record NamedPolicy(string Name, string Description) : IPolicy;
