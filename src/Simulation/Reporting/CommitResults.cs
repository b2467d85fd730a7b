namespace Simulation.Reporting;

/// <summary>Accepted Commits of the measured phase.</summary>
/// <param name="Groups">Of conversation groups.</param>
/// <param name="UserGroups">Of user groups; nothing but zeros in a mode that has none.</param>
public sealed record CommitResults(PathResult Groups, PathResult UserGroups);
