using Simulation.Workload;

namespace Simulation.Costing;

/// <summary>Where, by the closed form, the other mode would send less: octets that devices send for changes of users, devices and keys, with the KeyPackages and records they cause.</summary>
/// <param name="form">Sizes.</param>
/// <param name="mix">The changes.</param>
/// <param name="origin">The population; one of its numbers is varied at a time.</param>
public sealed class TurningPoints(ClosedForm form, ChangeMix mix, FormPoint origin)
{
    /// <summary>The largest pool that is looked at.</summary>
    public const int MostKeyPackages = 1000;

    /// <summary>The largest number of groups that is looked at.</summary>
    public const int MostGroups = 1000;

    /// <summary>The largest number of devices that is looked at.</summary>
    public const int MostDevices = 64;

    /// <summary>Octets that more are sent where users are leaves than where devices are; negative where less.</summary>
    public long Difference => DifferenceAt(origin);

    /// <summary>The pool size nearest to this one at which the sign is another; null where there is none up to <see cref="MostKeyPackages"/>.</summary>
    public int? Pool => Nearest(origin.Pool, Enumerable.Range(1, MostKeyPackages), pool => origin with { Pool = pool });

    /// <summary>The number of groups nearest to this one at which the sign is another; null where there is none up to <see cref="MostGroups"/>.</summary>
    public int? Groups => Nearest(origin.Groups, Enumerable.Range(1, MostGroups), groups => origin with { Groups = groups });

    /// <summary>The number of devices per user, a power of two, nearest to this one at which the sign is another; null where there is none up to <see cref="MostDevices"/>.</summary>
    public int? Devices => Nearest(origin.Devices, [2, 4, 8, 16, 32, MostDevices], devices => origin with { Devices = devices });

    private int? Nearest(int start, IEnumerable<int> candidates, Func<int, FormPoint> point)
    {
        int sign = Math.Sign(Difference);
        return candidates
            .OrderBy(candidate => Math.Abs(candidate - start))
            .Where(candidate => Math.Sign(DifferenceAt(point(candidate))) == -sign && sign != 0)
            .Select(candidate => (int?)candidate)
            .FirstOrDefault();
    }

    private long DifferenceAt(FormPoint point) => Octets(point, hasUserGroup: true) - Octets(point, hasUserGroup: false);

    private long Octets(FormPoint point, bool hasUserGroup)
    {
        var table = new ClosedFormTable(form, new CostRequest(point.Users, point.Devices, point.Groups), point.Pool);
        long Of(string operation, CostVariant path, CostVariant pool) =>
            table.OctetsSent(operation, path, hasUserGroup)!.Value
            + table.KeyPackageOctets(operation, pool, hasUserGroup)!.Value
            + table.DirectorySent(operation, pool, hasUserGroup)!.Value;

        CostVariant adding = point.AddPath ? CostVariant.Usual : CostVariant.WithoutPath;
        return (mix.AddDevice * Of(OperationNames.AddDevice, adding, point.RenewAfterAdd ? CostVariant.PoolReplaced : CostVariant.Usual))
            + (mix.RemoveDevice * Of(OperationNames.RemoveDevice, CostVariant.Usual, CostVariant.Usual))
            + (mix.UpdateKeys * Of(OperationNames.UpdateKeys, CostVariant.Usual, CostVariant.Usual))
            + (mix.AddUser * Of(OperationNames.AddUser, adding, CostVariant.Usual))
            + (mix.RemoveUser * Of(OperationNames.RemoveUser, CostVariant.Usual, CostVariant.Usual));
    }
}
