namespace Simulation.Scenarios;

/// <summary>A kind of group.</summary>
/// <param name="Kind">Its name, part of the names of its groups.</param>
/// <param name="Members">How many there are, and of whom.</param>
/// <param name="MessageWeight">How many of a user's messages go to groups of this kind, relative to the other kinds the user has.</param>
/// <param name="Zipf">Exponent of the popularity of a user's groups within the kind; 0 is uniform.</param>
public sealed record GroupKind(string Kind, GroupMembers Members, double MessageWeight, double Zipf);
