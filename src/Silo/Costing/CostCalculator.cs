using System.Collections.Immutable;
using Grains.Actors;
using Grains.Interfaces.Contracts;
using Mls.MultiDevice;
using Simulation.Costing;
using Simulation.Workload;

namespace Silo.Costing;

/// <summary>Performs each operation of the cost table once in each mode, from a copy of one warmed population, on real messages of real actors.</summary>
public sealed class CostCalculator(IActorFactory actors) : ICostCalculator
{
    private static readonly ImmutableArray<(string Operation, CostVariant Variant)> Rows =
    [
        (OperationNames.UpdateKeys, CostVariant.Usual),
        (ClosedFormTable.HealAllDevices, CostVariant.Usual),
        (OperationNames.AddDevice, CostVariant.Usual),
        (OperationNames.AddDevice, CostVariant.WithoutPath),
        (OperationNames.AddDevice, CostVariant.PoolReplaced),
        (OperationNames.RemoveDevice, CostVariant.Usual),
        (OperationNames.AddUser, CostVariant.Usual),
        (OperationNames.AddUser, CostVariant.WithoutPath),
        (OperationNames.AddUser, CostVariant.OldKeyPackage),
        (OperationNames.RemoveUser, CostVariant.Usual),
        (OperationNames.PublishKeyPackages, CostVariant.Usual),
        (OperationNames.SendMessage, CostVariant.Usual),
    ];

    /// <inheritdoc/>
    public ImmutableArray<CostRow> Measure(CostRequest request, IProgress<CostStatus> progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(progress);
        var table = new ClosedFormTable(ClosedForm.Suite1, request);
        var rows = ImmutableArray.CreateBuilder<CostRow>();
        foreach (var mode in Composition.Modes.Names)
        {
            var warm = CostWorld.Warm(actors, mode, request, progress, stop);
            foreach (var (operation, variant) in Rows)
            {
                progress.Report(new CostStatus(mode, $"measuring {operation}", Rows.IndexOf((operation, variant)), Rows.Length));
                if (warm.IsPossible(operation, variant))
                {
                    rows.Add(Row(operation, variant, mode, table, warm.HasUserGroup, warm.Perform(operation, variant)));
                }
            }
        }

        return rows.DrainToImmutable();
    }

    private static CostRow Row(string operation, CostVariant variant, string mode, ClosedFormTable table, bool hasUserGroup, CostMeasure cost) => new()
    {
        Operation = operation,
        Variant = variant,
        Mode = mode,
        OctetsSent = cost.Sent,
        OctetsDelivered = cost.Octets(LinkClass.ServiceToDevice, label => label is not (TrafficLabels.Directory or TrafficLabels.Control)),
        OctetsFetched = cost.Fetched,
        KeyPackageOctets = cost.Published,
        DirectoryOctetsSent = cost.Octets(LinkClass.DeviceToService, label => label == TrafficLabels.Directory),
        DirectoryOctetsFetched = cost.Octets(LinkClass.ServiceToDevice, label => label == TrafficLabels.Directory),
        ControlOctetsSent = cost.Octets(LinkClass.DeviceToService, label => label == TrafficLabels.Control),
        ControlOctetsDelivered = cost.Octets(LinkClass.ServiceToDevice, label => label == TrafficLabels.Control),
        Commits = cost.Commits,
        Seal = cost.Counts.Seal,
        Open = cost.Counts.Open,
        Sign = cost.Counts.Sign,
        Verify = cost.Counts.Verify,
        DeriveKeyPair = cost.Counts.DeriveKeyPair,
        DirectorySign = cost.DirectorySign,
        DirectoryVerify = cost.DirectoryVerify,
        ExpectedOctetsSent = table.OctetsSent(operation, variant, hasUserGroup),
        ExpectedKeyPackageOctets = table.KeyPackageOctets(operation, variant, hasUserGroup),
        ExpectedDirectoryOctetsSent = table.DirectorySent(operation, variant, hasUserGroup),
        ExpectedDirectoryOctetsFetched = table.DirectoryFetched(operation, variant, hasUserGroup),
    };
}
