using Mls.Core.Wire;

namespace Mls.MultiDevice.Mail;

/// <summary>What an account service asks one device of its user to do. A closed choice. All have the same fields in a mail: obligation, task, group, device, epoch, attempt, urgency.</summary>
/// <param name="Obligation">Number of the obligation.</param>
/// <param name="Attempt">How often it has been tried.</param>
/// <param name="IsUrgent">Whether it comes before what is not urgent: a removed device can read, or knows the leaf's keys, until it is done.</param>
public abstract record Assignment(ulong Obligation, uint Attempt, bool IsUrgent) : ITlsStruct<Assignment>
{
    /// <summary>What a mail, and whoever looks on, calls it.</summary>
    public abstract string Task { get; }

    private protected virtual GroupName Where => GroupName.UserGroup;

    private protected virtual string About => string.Empty;

    private protected virtual ulong Epoch => 0;

    /// <inheritdoc/>
    public static Assignment Read(ref TlsReader reader)
    {
        var obligation = reader.ReadUInt64();
        var task = reader.ReadText();
        var group = GroupName.Read(ref reader);
        var device = reader.ReadText();
        var epoch = reader.ReadUInt64();
        var (attempt, isUrgent) = (reader.ReadUInt32(), reader.ReadPresence());
        return task switch
        {
            Rotate.Name when group is GroupName.Conversation conversation => new Rotate(obligation, attempt, isUrgent, conversation.Name, epoch),
            AddDevice.Name => new AddDevice(obligation, attempt, isUrgent, group, device),
            RemoveDevice.Name => new RemoveDevice(obligation, attempt, isUrgent, group, device),
            SiblingWelcome.Name => new SiblingWelcome(obligation, attempt, isUrgent, device),
            PublishKeyPackages.Name => new PublishKeyPackages(obligation, attempt, isUrgent, epoch),
            _ => new Unknown(obligation, attempt, isUrgent, task),
        };
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteUInt64(Obligation);
        writer.WriteText(Task);
        Where.Write(writer);
        writer.WriteText(About);
        writer.WriteUInt64(Epoch);
        writer.WriteUInt32(Attempt);
        writer.WriteUInt8(IsUrgent ? (byte)1 : (byte)0);
    }

    /// <summary>Commit with a path in a conversation, until the leaf stands for a user-group epoch at least.</summary>
    /// <inheritdoc cref="Assignment"/>
    public sealed record Rotate(ulong Obligation, uint Attempt, bool IsUrgent, string Group, ulong WantedUserEpoch) : Assignment(Obligation, Attempt, IsUrgent)
    {
        internal const string Name = "rotate";

        /// <inheritdoc/>
        public override string Task => Name;

        private protected override GroupName Where => GroupName.Of(Group);

        private protected override ulong Epoch => WantedUserEpoch;
    }

    /// <summary>Add a sibling to a group.</summary>
    /// <inheritdoc cref="Assignment"/>
    public sealed record AddDevice(ulong Obligation, uint Attempt, bool IsUrgent, GroupName Group, string Device) : Assignment(Obligation, Attempt, IsUrgent)
    {
        internal const string Name = "add-device";

        /// <inheritdoc/>
        public override string Task => Name;

        private protected override GroupName Where => Group;

        private protected override string About => Device;
    }

    /// <summary>Remove a sibling: with the user group from the account, otherwise from one conversation.</summary>
    /// <inheritdoc cref="Assignment"/>
    public sealed record RemoveDevice(ulong Obligation, uint Attempt, bool IsUrgent, GroupName Group, string Device) : Assignment(Obligation, Attempt, IsUrgent)
    {
        internal const string Name = "remove-device";

        /// <inheritdoc/>
        public override string Task => Name;

        private protected override GroupName Where => Group;

        private protected override string About => Device;
    }

    /// <summary>Let a new sibling into the groups.</summary>
    /// <inheritdoc cref="Assignment"/>
    public sealed record SiblingWelcome(ulong Obligation, uint Attempt, bool IsUrgent, string Device) : Assignment(Obligation, Attempt, IsUrgent)
    {
        internal const string Name = "sibling-welcome";

        /// <inheritdoc/>
        public override string Task => Name;

        private protected override string About => Device;
    }

    /// <summary>Publish KeyPackages of a user-group epoch at least.</summary>
    /// <inheritdoc cref="Assignment"/>
    public sealed record PublishKeyPackages(ulong Obligation, uint Attempt, bool IsUrgent, ulong WantedUserEpoch) : Assignment(Obligation, Attempt, IsUrgent)
    {
        internal const string Name = "publish-key-packages";

        /// <inheritdoc/>
        public override string Task => Name;

        private protected override ulong Epoch => WantedUserEpoch;
    }

    /// <summary>Something that no account service asks for.</summary>
    /// <inheritdoc cref="Assignment"/>
    public sealed record Unknown(ulong Obligation, uint Attempt, bool IsUrgent, string Said) : Assignment(Obligation, Attempt, IsUrgent)
    {
        /// <inheritdoc/>
        public override string Task => Said;
    }
}
