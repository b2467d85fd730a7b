using Mls.Core.Wire;

namespace Mls.MultiDevice.Mail;

// What comes of groups.
public abstract partial record DeviceItem
{
    /// <summary>An entry of a group's log, or of the user group's.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Number">Place in the log.</param>
    /// <param name="From">The device that sent it.</param>
    /// <param name="Octets">The encoded MLSMessage.</param>
    public sealed record Entry(GroupName Group, ulong Number, string From, OpaqueBytes Octets) : DeviceItem
    {
        /// <summary>Virtual milliseconds at which it was sent.</summary>
        public ulong SentAt { get; init; }

        /// <summary>Virtual milliseconds at which the group's service says that it has accepted it; never less than for the entry before.</summary>
        public ulong AcceptedAt { get; init; }

        /// <summary>Whether it has come later than mail takes: the device's own note, whatever it says on arrival.</summary>
        public bool IsLate { get; init; }

        /// <inheritdoc/>
        public override string Label => "group-entry";

        /// <inheritdoc/>
        public override int CountedOctets => Octets.Length;

        private protected override byte Code => 1;

        private protected override void WriteBody(TlsWriter writer)
        {
            Group.Write(writer);
            writer.WriteUInt64(Number);
            writer.WriteText(From);
            writer.WriteOpaque(Octets);
            writer.WriteUInt64(SentAt);
            writer.WriteUInt64(AcceptedAt);
            writer.WriteUInt8(IsLate ? (byte)1 : (byte)0);
        }
    }

    /// <summary>A Welcome, with the public state to be fetched beside it.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Number">Place in the log of the Commit that adds.</param>
    /// <param name="Epoch">The epoch that one joins.</param>
    /// <param name="Welcome">The encoded MLSMessage.</param>
    public sealed record Welcomed(GroupName Group, ulong Number, ulong Epoch, OpaqueBytes Welcome) : DeviceItem
    {
        /// <inheritdoc/>
        public override string Label => "welcome";

        /// <inheritdoc/>
        public override int CountedOctets => Welcome.Length;

        private protected override byte Code => 2;

        private protected override void WriteBody(TlsWriter writer)
        {
            Group.Write(writer);
            writer.WriteUInt64(Number);
            writer.WriteUInt64(Epoch);
            writer.WriteOpaque(Welcome);
        }
    }

    /// <summary>A sibling has created a group in the user's name.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="GroupInfo">Epoch 0, with the tree.</param>
    public sealed record Created(string Group, OpaqueBytes GroupInfo) : DeviceItem
    {
        /// <inheritdoc/>
        public override string Label => "group-info";

        /// <inheritdoc/>
        public override int CountedOctets => GroupInfo.Length;

        private protected override byte Code => 3;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Group);
            writer.WriteOpaque(GroupInfo);
        }
    }

    /// <summary>The public state of an epoch, as asked for.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Epoch">The epoch.</param>
    /// <param name="Context">The GroupContext.</param>
    /// <param name="ConfirmationTag">The tag.</param>
    /// <param name="Tree">The ratchet tree.</param>
    public sealed record PublicState(GroupName Group, ulong Epoch, OpaqueBytes Context, OpaqueBytes ConfirmationTag, OpaqueBytes Tree) : DeviceItem
    {
        /// <summary>Virtual milliseconds at which the group's service says that it has accepted what began the epoch.</summary>
        public ulong AcceptedAt { get; init; }

        /// <inheritdoc/>
        public override string Label => "tree";

        /// <inheritdoc/>
        public override int CountedOctets => Tree.Length;

        private protected override byte Code => 8;

        private protected override void WriteBody(TlsWriter writer)
        {
            Group.Write(writer);
            writer.WriteUInt64(Epoch);
            writer.WriteOpaque(Context);
            writer.WriteOpaque(ConfirmationTag);
            writer.WriteOpaque(Tree);
            writer.WriteUInt64(AcceptedAt);
        }
    }

    /// <summary>Somebody needs a GroupInfo of a group that this device is in.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Requester">The device that needs it.</param>
    public sealed record SupplyGroupInfo(string Group, string Requester) : DeviceItem
    {
        /// <inheritdoc/>
        public override string Label => "control";

        private protected override byte Code => 9;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Group);
            writer.WriteText(Requester);
        }
    }

    /// <summary>A GroupInfo, and the tree beside it.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Number">Place in the log up to which it accounts.</param>
    /// <param name="GroupInfo">With external_pub.</param>
    /// <param name="Tree">The ratchet tree.</param>
    public sealed record GroupInfoSupplied(string Group, ulong Number, OpaqueBytes GroupInfo, OpaqueBytes Tree) : DeviceItem
    {
        /// <inheritdoc/>
        public override string Label => "tree";

        /// <inheritdoc/>
        public override int CountedOctets => GroupInfo.Length + Tree.Length;

        private protected override byte Code => 10;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Group);
            writer.WriteUInt64(Number);
            writer.WriteOpaque(GroupInfo);
            writer.WriteOpaque(Tree);
        }
    }

    /// <summary>The device's address is out of a group: nothing more comes from it, for those who were still on their way in, too.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Epoch">The first epoch without it.</param>
    public sealed record GroupLeft(string Group, ulong Epoch) : DeviceItem
    {
        /// <inheritdoc/>
        public override string Label => "control";

        private protected override byte Code => 14;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Group);
            writer.WriteUInt64(Epoch);
        }
    }

    /// <summary>A Commit lost, or broke a rule.</summary>
    /// <param name="Group">The group; the user group for a bundle.</param>
    /// <param name="Epoch">The group's present epoch.</param>
    /// <param name="Rule">The rule it broke; empty where another Commit was first.</param>
    public sealed record Refused(GroupName Group, ulong Epoch, string Rule) : DeviceItem
    {
        /// <summary>The rule that whoever has no leaf in a group breaks by asking for something.</summary>
        public const string NotAMember = "NotAMember";

        /// <summary>The rule that whoever fetches an epoch that is not kept any more breaks.</summary>
        public const string EpochGone = "EpochGone";

        /// <summary>The rule that whoever creates a group under a name that is taken breaks.</summary>
        public const string GroupExists = "GroupExists";

        /// <summary>The rule where a device that is to go wants something, or something is wanted for it.</summary>
        public const string Leaving = "leaving";

        /// <summary>The rule where a user's last device is to be removed: an account does not end with it.</summary>
        public const string LastDevice = "last-device";

        /// <inheritdoc/>
        public override string Label => "control";

        private protected override byte Code => 7;

        private protected override void WriteBody(TlsWriter writer)
        {
            Group.Write(writer);
            writer.WriteUInt64(Epoch);
            writer.WriteText(Rule);
        }
    }
}
