using System.Collections.Immutable;
using Simulation.Scenarios;

namespace Simulation.Workload;

/// <summary>What users do. Says nothing about how a mode carries it out.</summary>
public abstract record TraceAction
{
    private TraceAction()
    {
    }

    /// <summary>Name of the operation in tables and files.</summary>
    public abstract string Operation { get; }

    /// <summary>The action in one line, the same on every machine.</summary>
    public abstract string Describe();

    /// <summary>A user and all its first devices come into being, online.</summary>
    public sealed record RegisterUser(UserName User, ImmutableArray<NewDevice> Devices) : TraceAction
    {
        /// <inheritdoc/>
        public override string Operation => OperationNames.RegisterUser;

        /// <inheritdoc/>
        public override string Describe() => $"{Operation} {User} {string.Join(',', Devices.Select(device => $"{device.Device}:{device.Class}"))}";
    }

    /// <summary>A device creates a group of its own user and the other members.</summary>
    public sealed record CreateGroup(ConversationName Group, DeviceName By, ImmutableArray<UserName> Members) : TraceAction
    {
        /// <inheritdoc/>
        public override string Operation => OperationNames.CreateGroup;

        /// <inheritdoc/>
        public override string Describe() => $"{Operation} {Group} {By} {string.Join(',', Members)}";
    }

    /// <summary>A member's device adds a user to a group.</summary>
    public sealed record AddUser(ConversationName Group, DeviceName By, UserName User) : TraceAction
    {
        /// <inheritdoc/>
        public override string Operation => OperationNames.AddUser;

        /// <inheritdoc/>
        public override string Describe() => $"{Operation} {Group} {By} {User}";
    }

    /// <summary>A member's device removes another user from a group.</summary>
    public sealed record RemoveUser(ConversationName Group, DeviceName By, UserName User) : TraceAction
    {
        /// <inheritdoc/>
        public override string Operation => OperationNames.RemoveUser;

        /// <inheritdoc/>
        public override string Describe() => $"{Operation} {Group} {By} {User}";
    }

    /// <summary>A user gets a further device, brought in by a sibling that is online. The new device comes into being online.</summary>
    public sealed record AddDevice(DeviceName Device, DeviceClass Class, DeviceName By) : TraceAction
    {
        /// <inheritdoc/>
        public override string Operation => OperationNames.AddDevice;

        /// <inheritdoc/>
        public override string Describe() => $"{Operation} {Device}:{Class} {By}";
    }

    /// <summary>A device of a user is removed by a sibling that is online; it is never the last one.</summary>
    public sealed record RemoveDevice(DeviceName Device, DeviceName By) : TraceAction
    {
        /// <inheritdoc/>
        public override string Operation => OperationNames.RemoveDevice;

        /// <inheritdoc/>
        public override string Describe() => $"{Operation} {Device} {By}";
    }

    /// <summary>A device replaces its keys in all its groups.</summary>
    public sealed record UpdateKeys(DeviceName Device) : TraceAction
    {
        /// <inheritdoc/>
        public override string Operation => OperationNames.UpdateKeys;

        /// <inheritdoc/>
        public override string Describe() => $"{Operation} {Device}";
    }

    /// <summary>A device sends an application message of so many octets.</summary>
    public sealed record SendMessage(ConversationName Group, DeviceName By, int Octets) : TraceAction
    {
        /// <inheritdoc/>
        public override string Operation => OperationNames.SendMessage;

        /// <inheritdoc/>
        public override string Describe() => FormattableString.Invariant($"{Operation} {Group} {By} {Octets}");
    }

    /// <summary>A device connects.</summary>
    public sealed record GoOnline(DeviceName Device) : TraceAction
    {
        /// <inheritdoc/>
        public override string Operation => OperationNames.GoOnline;

        /// <inheritdoc/>
        public override string Describe() => $"{Operation} {Device}";
    }

    /// <summary>A device disconnects.</summary>
    public sealed record GoOffline(DeviceName Device) : TraceAction
    {
        /// <inheritdoc/>
        public override string Operation => OperationNames.GoOffline;

        /// <inheritdoc/>
        public override string Describe() => $"{Operation} {Device}";
    }
}
