using Simulation.Workload;

namespace Simulation.Costing;

/// <summary>What each operation of the cost table should send, where there is a formula for it.</summary>
/// <param name="form">Sizes.</param>
/// <param name="request">The population.</param>
/// <param name="pool">KeyPackages that each client keeps published.</param>
public sealed class ClosedFormTable(ClosedForm form, CostRequest request, int pool = ClosedFormTable.Pool)
{
    /// <summary>Application data of the message row, in octets.</summary>
    public const int MessageLength = 100;

    /// <summary>KeyPackages of the publishing row, each client.</summary>
    public const int KeyPackages = 20;

    /// <summary>Every device of one user renews its keys; with a user group only the last Commit brings the rotations.</summary>
    public const string HealAllDevices = "heal-all-devices";

    /// <summary>KeyPackages that each client keeps published in the cost table.</summary>
    public const int Pool = 40;

    /// <summary>Octets of a member's user name.</summary>
    public const int UserNameLength = 5;

    /// <summary>Name of the user that is added.</summary>
    public const string NewUser = "new";

    private readonly DirectoryForm _directory = new(form, request, pool);

    private bool Holds => IsPowerOfTwo(request.Users) && IsPowerOfTwo(request.Devices) && request.Users >= 4;

    /// <summary>Octets of the name of a member's device, counted from 1: USER/dN.</summary>
    public static int NameLength(int device) => UserNameLength + 2 + device.ToString(System.Globalization.CultureInfo.InvariantCulture).Length;

    /// <summary>Octets of KeyPackages and notices published in consequence.</summary>
    public long? KeyPackageOctets(string operation, CostVariant variant, bool hasUserGroup) => !Holds ? null : (operation, hasUserGroup) switch
    {
        (OperationNames.AddDevice, false) => pool * form.KeyPackage(false),
        (OperationNames.AddDevice, true) when variant == CostVariant.PoolReplaced => (pool * form.KeyPackage(true)) + form.Notice(pool),
        (OperationNames.RemoveDevice, true) => (pool * form.KeyPackage(true)) + (request.Devices > 2 ? form.Notice(pool) : 0),
        (OperationNames.PublishKeyPackages, true) => request.Devices > 1 ? form.Notice(KeyPackages) : 0,
        _ => 0,
    };

    /// <summary>Octets sent to the directory.</summary>
    public long? DirectorySent(string operation, CostVariant variant, bool hasUserGroup) => Holds ? _directory.Sent(operation, variant, hasUserGroup) : null;

    /// <summary>Octets fetched from the directory.</summary>
    public long? DirectoryFetched(string operation, CostVariant variant, bool hasUserGroup) => Holds ? _directory.Fetched(operation, variant, hasUserGroup) : null;

    private int Leaves => request.Users * request.Devices;

    /// <summary>Octets sent; <see langword="null"/> where there is no formula, or its conditions do not hold.</summary>
    public long? OctetsSent(string operation, CostVariant variant, bool hasUserGroup) =>
        Holds ? hasUserGroup ? SingleClient(operation, variant) : MultiClient(operation, variant != CostVariant.WithoutPath) : null;

    private long? MultiClient(string operation, bool addPath)
    {
        var warm = form.WarmCommit(Leaves, isVirtual: false);
        return operation switch
        {
            OperationNames.UpdateKeys => request.Groups * warm,
            HealAllDevices => request.Devices * request.Groups * warm,
            OperationNames.RemoveDevice => request.Groups * form.Commit(ClosedForm.Remove, ClosedForm.Full(Leaves), isVirtual: false),
            OperationNames.AddDevice => request.Groups * (form.Commit(form.Add(false), Path(addPath, Leaves), false) + form.Welcome(1, addPath) + form.KeyPackage(false)),
            OperationNames.AddUser => form.Commit(request.Devices * form.Add(false), Path(addPath, Leaves), false) + form.Welcome(request.Devices, addPath),
            OperationNames.RemoveUser => form.Commit(request.Devices * ClosedForm.Remove, ClosedForm.Full(Leaves), false),
            OperationNames.PublishKeyPackages => request.Devices * KeyPackages * form.KeyPackage(false),
            OperationNames.SendMessage => form.Application(MessageLength),
            _ => null,
        };
    }

    private long? SingleClient(string operation, CostVariant variant)
    {
        var addPath = variant != CostVariant.WithoutPath;
        var rotations = request.Groups * form.WarmCommit(request.Users, isVirtual: true);
        var userGroup = form.WarmCommit(request.Devices, isVirtual: false);
        return operation switch
        {
            OperationNames.UpdateKeys => userGroup + rotations,
            HealAllDevices => (request.Devices * userGroup) + rotations,
            OperationNames.RemoveDevice when request.Devices >= 2 => form.Commit(ClosedForm.Remove, AfterRemoval(), false) + rotations,
            OperationNames.AddDevice => form.Commit(form.Add(false), Path(addPath, request.Devices), false)
                + form.Welcome(1, addPath) + form.KeyPackage(false) + rotations + form.SiblingWelcome(request.Groups),
            OperationNames.AddUser => form.Commit(form.Add(true), ClosedForm.Grown(request.Users), true) + form.Welcome(1, withPath: true)
                + (variant == CostVariant.OldKeyPackage ? form.Commit(0, [1], true) + form.SiblingWelcome(1) : 0),
            OperationNames.RemoveUser => form.Commit(ClosedForm.Remove, ClosedForm.Full(request.Users), true),
            OperationNames.PublishKeyPackages => KeyPackages * form.KeyPackage(true),
            OperationNames.SendMessage => form.Application(MessageLength),
            _ => null,
        };
    }

    /// <summary>With two devices the user group shrinks to one leaf, and the path to nothing.</summary>
    private IReadOnlyList<int> AfterRemoval() => request.Devices == 2 ? [] : ClosedForm.Full(request.Devices);

    /// <summary>The path of an Add to a full tree.</summary>
    private static IReadOnlyList<int>? Path(bool isThere, int leaves) => isThere ? ClosedForm.Grown(leaves) : null;

    private static bool IsPowerOfTwo(int number) => System.Numerics.BitOperations.IsPow2(number);
}
