using System.Collections.Immutable;
using Grains.Actors;
using Mls.MultiDevice;
using Simulation.Costing;
using Simulation.Workload;

namespace Silo.Costing;

/// <summary>Performs each operation of the cost table once in each mode, from a copy of one warmed population, on real messages of real actors.</summary>
public sealed class CostCalculator(IActorFactory actors) : ICostCalculator
{
    private static readonly ImmutableArray<string> Operations =
    [
        OperationNames.UpdateKeys, ClosedFormTable.HealAllDevices, OperationNames.AddDevice, OperationNames.RemoveDevice,
        OperationNames.AddUser, OperationNames.RemoveUser, OperationNames.PublishKeyPackages, OperationNames.SendMessage,
    ];

    /// <inheritdoc/>
    public ImmutableArray<CostRow> Measure(CostRequest request, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        var table = new ClosedFormTable(ClosedForm.Suite1, request);
        var rows = ImmutableArray.CreateBuilder<CostRow>();
        foreach (var mode in ModeCatalog.Names)
        {
            var warm = CostWorld.Warm(actors, mode, request, stop);
            foreach (var operation in Operations)
            {
                stop.ThrowIfCancellationRequested();
                if (!CostWorld.IsPossible(operation, request))
                {
                    continue;
                }

                var cost = warm.Perform(operation);
                rows.Add(new CostRow(
                    operation, mode, cost.Sent, cost.Fetched, cost.Commits, cost.Counts.Seal, cost.Counts.Open, cost.Counts.Sign, cost.Counts.Verify,
                    cost.Counts.DeriveKeyPair, table.OctetsSent(operation, warm.HasUserGroup)));
            }
        }

        return rows.DrainToImmutable();
    }
}
