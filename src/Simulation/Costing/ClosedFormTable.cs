using Simulation.Workload;

namespace Simulation.Costing;

/// <summary>What each operation of the cost table should send, where there is a formula for it.</summary>
public sealed class ClosedFormTable(ClosedForm form, CostRequest request)
{
    /// <summary>Application data of the message row, in octets.</summary>
    public const int MessageLength = 100;

    /// <summary>KeyPackages of the publishing row, each client.</summary>
    public const int KeyPackages = 20;

    /// <summary>Every device of one user renews its keys; with a user group only the last Commit brings the rotations.</summary>
    public const string HealAllDevices = "heal-all-devices";

    private int Leaves => request.Users * request.Devices;

    /// <summary>Octets sent; <see langword="null"/> where there is no formula, or its conditions do not hold.</summary>
    public long? OctetsSent(string operation, bool hasUserGroup)
    {
        var holds = IsPowerOfTwo(request.Users) && IsPowerOfTwo(request.Devices) && request.Users >= 4;
        return holds ? hasUserGroup ? SingleClient(operation) : MultiClient(operation) : null;
    }

    private long? MultiClient(string operation)
    {
        var warm = form.WarmCommit(Leaves, isVirtual: false);
        return operation switch
        {
            OperationNames.UpdateKeys => request.Groups * warm,
            HealAllDevices => request.Devices * request.Groups * warm,
            OperationNames.RemoveDevice => request.Groups * form.Commit(ClosedForm.Remove, ClosedForm.Full(Leaves), isVirtual: false),
            OperationNames.AddDevice => request.Groups * (form.Commit(form.Add(false), null, false) + form.Welcome(1, withPath: false) + form.KeyPackage(false)),
            OperationNames.AddUser => form.Commit(request.Devices * form.Add(false), ClosedForm.Grown(Leaves), false) + form.Welcome(request.Devices, withPath: true),
            OperationNames.RemoveUser => form.Commit(request.Devices * ClosedForm.Remove, ClosedForm.Full(Leaves), false),
            OperationNames.PublishKeyPackages => request.Devices * KeyPackages * form.KeyPackage(false),
            OperationNames.SendMessage => form.Application(MessageLength),
            _ => null,
        };
    }

    private long? SingleClient(string operation)
    {
        var rotations = request.Groups * form.WarmCommit(request.Users, isVirtual: true);
        var userGroup = form.WarmCommit(request.Devices, isVirtual: false);
        return operation switch
        {
            OperationNames.UpdateKeys => userGroup + rotations,
            HealAllDevices => (request.Devices * userGroup) + rotations,
            OperationNames.RemoveDevice when request.Devices >= 2 => form.Commit(ClosedForm.Remove, AfterRemoval(), false) + rotations,
            OperationNames.AddDevice => form.Commit(form.Add(false), ClosedForm.Grown(request.Devices), false)
                + form.Welcome(1, withPath: true) + form.KeyPackage(false) + rotations + form.SiblingWelcome(request.Groups),
            OperationNames.AddUser => form.Commit(form.Add(true), ClosedForm.Grown(request.Users), true) + form.Welcome(1, withPath: true),
            OperationNames.RemoveUser => form.Commit(ClosedForm.Remove, ClosedForm.Full(request.Users), true),
            OperationNames.PublishKeyPackages => KeyPackages * form.KeyPackage(true),
            OperationNames.SendMessage => form.Application(MessageLength),
            _ => null,
        };
    }

    /// <summary>With two devices the user group shrinks to one leaf, and the path to nothing.</summary>
    private IReadOnlyList<int> AfterRemoval() => request.Devices == 2 ? [] : ClosedForm.Full(request.Devices);

    private static bool IsPowerOfTwo(int number) => System.Numerics.BitOperations.IsPow2(number);
}
