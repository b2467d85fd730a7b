using Grains.Interfaces.Contracts.Views;

namespace Simulation.Reporting;

/// <summary>Ratchet trees at the end of a run; of a large population those of a sample.</summary>
/// <param name="Groups">Of conversation groups; null where there was none.</param>
/// <param name="UserGroups">Of user groups; null where there was none.</param>
public sealed record TreeResults(TreeResult? Groups, TreeResult? UserGroups)
{
    internal static TreeResults Of(RunHealth health) => new(TreeResult.Of(health.GroupTrees), TreeResult.Of(health.UserTrees));
}
