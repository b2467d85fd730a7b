using Simulation.Workload;

namespace Simulation.Costing;

/// <summary>Octets of records that an operation of the cost table sends to the directory, and that its members fetch. Everybody has fetched what was there
/// when the trees were warm; nobody fetches what it has signed; a user's first device has signed for all others.</summary>
/// <param name="form">Sizes.</param>
/// <param name="request">The population.</param>
/// <param name="pool">KeyPackages that each client keeps published.</param>
internal sealed class DirectoryForm(ClosedForm form, CostRequest request, int pool)
{
    private readonly int _members = request.Users * request.Devices;

    private long Newcomer => form.DeviceRecord(ClosedFormTable.NameLength(request.Devices + 1));

    private long Suspension => form.SuspensionRecord(ClosedFormTable.NameLength(request.Devices));

    private long Revocation => form.RevocationRecord(ClosedFormTable.NameLength(request.Devices));

    /// <summary>Octets sent.</summary>
    public long? Sent(string operation, CostVariant variant, bool hasUserGroup)
    {
        var leaf = form.LeafRecord;
        var rotations = request.Groups * leaf;
        return (operation, hasUserGroup) switch
        {
            (OperationNames.AddDevice, false) => Newcomer,
            (OperationNames.RemoveDevice, false) => request.Devices > 2 ? Revocation : 0,
            (_, false) => 0,
            (OperationNames.UpdateKeys or ClosedFormTable.HealAllDevices, _) => rotations,
            (OperationNames.AddDevice, _) => Newcomer + rotations + (variant == CostVariant.PoolReplaced ? pool * leaf : 0),
            (OperationNames.RemoveDevice, _) => Suspension + Revocation + rotations + (pool * leaf),
            (OperationNames.AddUser, _) => variant == CostVariant.OldKeyPackage ? 2 * leaf : leaf,
            (OperationNames.RemoveUser, _) => leaf,
            (OperationNames.PublishKeyPackages, _) => ClosedFormTable.KeyPackages * leaf,
            (OperationNames.SendMessage, _) => 0,
            _ => null,
        };
    }

    /// <summary>Octets fetched by all devices.</summary>
    public long? Fetched(string operation, CostVariant variant, bool hasUserGroup)
    {
        var leaf = form.LeafRecord;
        var others = _members - 1;
        return (operation, hasUserGroup) switch
        {
            (OperationNames.AddDevice, false) => (others * Newcomer) + (request.Users * Devices()) + Newcomer,
            (OperationNames.RemoveDevice, false) => request.Devices > 2 ? others * Revocation : 0,
            (OperationNames.AddUser, false) => (_members * NewUser()) + (request.Devices * request.Users * Devices()) + ((request.Devices - 1) * NewUser()),
            (_, false) => 0,
            (OperationNames.UpdateKeys or ClosedFormTable.HealAllDevices, _) => request.Groups * others * leaf,
            (OperationNames.AddDevice, _) => (others * (Newcomer + (request.Groups * leaf)))
                + (request.Users * Devices()) + Newcomer + (request.Groups * request.Users * leaf),
            (OperationNames.RemoveDevice, _) => (others * (Suspension + Revocation)) + ((others - 1) * request.Groups * leaf),
            (OperationNames.AddUser, _) when variant != CostVariant.OldKeyPackage => (_members * (NewUser() + leaf)) + (others * leaf)
                + (request.Devices * ((request.Users * Devices()) + ((request.Users + 1) * leaf))) - leaf,
            (OperationNames.RemoveUser, _) => others * leaf,
            (OperationNames.PublishKeyPackages or OperationNames.SendMessage, _) => 0,
            _ => null,
        };
    }

    /// <summary>The statements about one user's devices.</summary>
    private long Devices() => Enumerable.Range(1, request.Devices).Sum(device => form.DeviceRecord(ClosedFormTable.NameLength(device)));

    /// <summary>The same of the user that is added, whose name is shorter.</summary>
    private long NewUser() =>
        Enumerable.Range(1, request.Devices).Sum(device => form.DeviceRecord(ClosedFormTable.NameLength(device) - ClosedFormTable.UserNameLength + ClosedFormTable.NewUser.Length));
}
