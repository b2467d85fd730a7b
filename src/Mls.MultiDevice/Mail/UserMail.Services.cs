using Mls.Core.Wire;

namespace Mls.MultiDevice.Mail;

// What services tell an account service.
public abstract partial record UserMail
{
    /// <summary>From a group: an entry of its log for this user.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Number">Place in the group's log, from 1.</param>
    /// <param name="From">Delivery address that sent it.</param>
    /// <param name="FromDevice">The device that sent it.</param>
    /// <param name="Octets">The encoded MLSMessage; empty for those who join by it.</param>
    /// <param name="Welcome">The Welcome, for those who join by it.</param>
    /// <param name="ChangesRoster">Whether the addresses below replace this user's.</param>
    /// <param name="Roster">This user's addresses in the group from here on.</param>
    /// <param name="PreviousRosterNumber">Number of the entry that last changed them; 0 for none.</param>
    /// <param name="Epoch">The epoch that holds after it.</param>
    public sealed record GroupEntry(string Group, ulong Number, string From, string FromDevice, OpaqueBytes Octets, OpaqueBytes Welcome, bool ChangesRoster, ValueList<string> Roster, ulong PreviousRosterNumber, ulong Epoch) : UserMail
    {
        /// <summary>Virtual milliseconds at which the device sent it.</summary>
        public ulong SentAt { get; init; }

        /// <summary>Virtual milliseconds at which the group's service accepted it; never less than for the entry before.</summary>
        public ulong AcceptedAt { get; init; }

        /// <inheritdoc/>
        public override string Label => "group-entry";

        /// <inheritdoc/>
        public override int CountedOctets => Octets.Length + Welcome.Length;

        private protected override byte Code => 12;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Group);
            writer.WriteUInt64(Number);
            writer.WriteText(From);
            writer.WriteText(FromDevice);
            writer.WriteOpaque(Octets);
            writer.WriteOpaque(Welcome);
            writer.WriteUInt8(ChangesRoster ? (byte)1 : (byte)0);
            writer.WriteTexts(Roster);
            writer.WriteUInt64(PreviousRosterNumber);
            writer.WriteUInt64(Epoch);
            writer.WriteUInt64(SentAt);
            writer.WriteUInt64(AcceptedAt);
        }
    }

    /// <summary>From any service: an item for one device's mailbox.</summary>
    /// <param name="Device">The device.</param>
    /// <param name="Item">The item.</param>
    public sealed record Forward(string Device, DeviceItem Item) : UserMail
    {
        /// <inheritdoc/>
        public override string Label => "forward";

        /// <inheritdoc/>
        public override int CountedOctets => Item.CountedOctets;

        private protected override byte Code => 13;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Device);
            Item.Write(writer);
        }
    }

    /// <summary>From a group: a relayed Commit lost, or broke a rule.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Obligation">The obligation that it was to settle.</param>
    /// <param name="Device">The device that made it.</param>
    /// <param name="Epoch">The group's present epoch.</param>
    /// <param name="Rule">The rule it broke; empty where another Commit was first.</param>
    public sealed record RotationRefused(string Group, ulong Obligation, string Device, ulong Epoch, string Rule) : UserMail
    {
        /// <inheritdoc/>
        public override string Label => "control";

        private protected override byte Code => 14;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Group);
            writer.WriteUInt64(Obligation);
            writer.WriteText(Device);
            writer.WriteUInt64(Epoch);
            writer.WriteText(Rule);
        }
    }

    /// <summary>From a group: somebody needs a GroupInfo; a device of this user that is a member should supply it.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Requester">The device that needs it.</param>
    public sealed record AskGroupInfo(string Group, string Requester) : UserMail
    {
        /// <inheritdoc/>
        public override string Label => "control";

        private protected override byte Code => 16;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Group);
            writer.WriteText(Requester);
        }
    }
}
