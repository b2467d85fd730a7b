using Mls.Core.Wire;

namespace Mls.MultiDevice.Mail;

/// <summary>What an account service (the UserGrain) is told. A closed choice.</summary>
public abstract record UserMail : ITlsStruct<UserMail>
{
    private UserMail()
    {
    }

    /// <summary>Column of the accounts.</summary>
    public abstract string Label { get; }

    /// <summary>Octets of MLS messages inside: what counts as traffic.</summary>
    public virtual int CountedOctets => 0;

    /// <summary>Octets of records inside that are for the directory.</summary>
    public virtual int DirectoryOctets => 0;

    private protected abstract byte Code { get; }

    /// <inheritdoc/>
    public static UserMail Read(ref TlsReader reader)
    {
        var code = reader.ReadUInt8();
        return code switch
        {
            1 => new Enroll(reader.ReadText(), reader.ReadOpaque(), reader.ReadOpaque()),
            2 => new FoundUserGroup(reader.ReadOpaque()),
            3 => new Publish(reader.ReadOpaques(), reader.ReadOpaque(), reader.ReadText(), reader.ReadUInt64()),
            4 => new AskSiblingWelcome(reader.ReadText()),
            5 => new TakeKeyPackages(reader.ReadText(), reader.ReadUInt64(), reader.ReadText()),
            6 => new Presence(reader.ReadPresence()),
            7 => new SubmitUserCommit(reader.ReadOpaque(), reader.ReadOpaque(), reader.ReadTexts(), reader.ReadList<RemovalOrder>(), reader.ReadText(), reader.ReadList<CommitSubmission>()),
            8 => new SubmitRotation(CommitSubmission.Read(ref reader)),
            9 => new UserGroupMessage(reader.ReadOpaque(), reader.ReadTexts()),
            10 => new RemoveDevice(reader.ReadText(), reader.ReadOpaque(), reader.ReadList<CommitSubmission>()),
            11 => new RelayCreateGroup(reader.ReadOpaque(), reader.ReadText(), CommitSubmission.Read(ref reader)),
            12 => new GroupEntry(reader.ReadText(), reader.ReadUInt64(), reader.ReadText(), reader.ReadText(), reader.ReadOpaque(), reader.ReadOpaque(), reader.ReadPresence(), reader.ReadTexts(), reader.ReadUInt64(), reader.ReadUInt64()) { SentAt = reader.ReadUInt64(), AcceptedAt = reader.ReadUInt64() },
            13 => new Forward(reader.ReadText(), DeviceItem.Read(ref reader)),
            14 => new RotationRefused(reader.ReadText(), reader.ReadUInt64(), reader.ReadText(), reader.ReadUInt64(), reader.ReadText()),
            15 => new ReachedEpoch(reader.ReadUInt64(), reader.ReadUInt64()),
            16 => new AskGroupInfo(reader.ReadText(), reader.ReadText()),
            _ => throw reader.Malformed($"UserMail {code}, allowed are 1 to 16"),
        };
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        writer.WriteUInt8(Code);
        WriteBody(writer);
    }

    private protected abstract void WriteBody(TlsWriter writer);

    /// <summary>A device of the user exists, and where it needs one here is a KeyPackage for the user group.</summary>
    /// <param name="Sponsor">The sibling that is to bring it in; empty for the first device.</param>
    /// <param name="SignatureKey">The device's own signature key, for the sponsor to certify.</param>
    /// <param name="KeyPackage">A KeyPackage for the user group; empty where the mode has none.</param>
    public sealed record Enroll(string Sponsor, OpaqueBytes SignatureKey, OpaqueBytes KeyPackage) : UserMail
    {
        /// <inheritdoc/>
        public override string Label => "key-package";

        /// <inheritdoc/>
        public override int CountedOctets => KeyPackage.Length;

        private protected override byte Code => 1;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Sponsor);
            writer.WriteOpaque(SignatureKey);
            writer.WriteOpaque(KeyPackage);
        }
    }

    /// <summary>The first device has created the user group.</summary>
    /// <param name="GroupInfo">Epoch 0, with the tree.</param>
    public sealed record FoundUserGroup(OpaqueBytes GroupInfo) : UserMail
    {
        /// <inheritdoc/>
        public override string Label => "group-info";

        /// <inheritdoc/>
        public override int CountedOctets => GroupInfo.Length;

        private protected override byte Code => 2;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteOpaque(GroupInfo);
        }
    }

    /// <summary>KeyPackages for the store; the notice reaches the siblings first.</summary>
    /// <param name="KeyPackages">Encoded KeyPackages.</param>
    /// <param name="Notice">A private message of the user group; empty where the mode has none.</param>
    /// <param name="Address">Delivery address of whoever joins with them.</param>
    /// <param name="Obligation">The obligation that this settles; 0 for none.</param>
    public sealed record Publish(ValueList<OpaqueBytes> KeyPackages, OpaqueBytes Notice, string Address, ulong Obligation) : UserMail
    {
        /// <inheritdoc/>
        public override string Label => "key-package";

        /// <inheritdoc/>
        public override int CountedOctets => KeyPackages.TotalLength() + Notice.Length;

        private protected override byte Code => 3;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteOpaques(KeyPackages);
            writer.WriteOpaque(Notice);
            writer.WriteText(Address);
            writer.WriteUInt64(Obligation);
        }
    }

    /// <summary>Somebody wants to add this user, or one of its devices, to a group.</summary>
    /// <param name="Requester">The device that asks.</param>
    /// <param name="Request">Its number of the request.</param>
    /// <param name="Device">One device only; empty for what the user's mode needs.</param>
    public sealed record TakeKeyPackages(string Requester, ulong Request, string Device) : UserMail
    {
        /// <inheritdoc/>
        public override string Label => "control";

        private protected override byte Code => 5;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Requester);
            writer.WriteUInt64(Request);
            writer.WriteText(Device);
        }
    }

    /// <summary>The device connects or disconnects.</summary>
    /// <param name="IsOnline">Whether it is connected now.</param>
    public sealed record Presence(bool IsOnline) : UserMail
    {
        /// <inheritdoc/>
        public override string Label => "control";

        private protected override byte Code => 6;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteUInt8(IsOnline ? (byte)1 : (byte)0);
        }
    }

    /// <summary>A Commit of the user group, with the group Commits that follow from it.</summary>
    /// <param name="Commit">The encoded MLSMessage.</param>
    /// <param name="Welcome">The Welcome; empty where nobody is added.</param>
    /// <param name="AddedDevices">Names of devices added.</param>
    /// <param name="Removals">The devices removed; one at most where everybody is honest.</param>
    /// <param name="Cause">add-device, remove-device, pcs or join; deferred where a sibling's Commit follows that rotates the groups.</param>
    /// <param name="GroupCommits">One for each group, built on the provisional epoch.</param>
    public sealed record SubmitUserCommit(OpaqueBytes Commit, OpaqueBytes Welcome, ValueList<string> AddedDevices, ValueList<RemovalOrder> Removals, string Cause, ValueList<CommitSubmission> GroupCommits) : UserMail
    {
        /// <summary>The cause of a Commit that leaves the groups to the one that follows; it counts only where no device comes or goes.</summary>
        public const string Deferred = "deferred";

        /// <inheritdoc/>
        public override string Label => "commit";

        /// <inheritdoc/>
        public override int CountedOctets => Commit.Length + Welcome.Length + GroupCommits.Sum(commit => commit.CountedOctets);

        /// <inheritdoc/>
        public override int DirectoryOctets => Removals.Sum(removal => removal.Suspension.Length + removal.Revocation.Length);

        private protected override byte Code => 7;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteOpaque(Commit);
            writer.WriteOpaque(Welcome);
            writer.WriteTexts(AddedDevices);
            writer.WriteList(Removals);
            writer.WriteText(Cause);
            writer.WriteList(GroupCommits);
        }
    }

    /// <summary>A group Commit that settles an obligation, to be relayed.</summary>
    /// <param name="Submission">The Commit.</param>
    public sealed record SubmitRotation(CommitSubmission Submission) : UserMail
    {
        /// <inheritdoc/>
        public override string Label => "commit";

        /// <inheritdoc/>
        public override int CountedOctets => Submission.CountedOctets;

        private protected override byte Code => 8;

        private protected override void WriteBody(TlsWriter writer)
        {
            Submission.Write(writer);
        }
    }

    /// <summary>A private message for all devices of the user.</summary>
    /// <param name="Message">The encoded MLSMessage.</param>
    /// <param name="WelcomedDevices">Devices that it welcomes into their groups; empty for other messages.</param>
    public sealed record UserGroupMessage(OpaqueBytes Message, ValueList<string> WelcomedDevices) : UserMail
    {
        /// <inheritdoc/>
        public override string Label => "user-group-message";

        /// <inheritdoc/>
        public override int CountedOctets => Message.Length;

        private protected override byte Code => 9;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteOpaque(Message);
            writer.WriteTexts(WelcomedDevices);
        }
    }

    /// <summary>A device of the user is to be removed. From here on that is the account's obligation, whatever becomes of the device that asks.</summary>
    /// <param name="Device">The device's name.</param>
    /// <param name="Record">What the directory is to say of it, signed.</param>
    /// <param name="GroupCommits">Commits that remove it from groups at once, where devices have leaves of their own.</param>
    public sealed record RemoveDevice(string Device, OpaqueBytes Record, ValueList<CommitSubmission> GroupCommits) : UserMail
    {
        /// <inheritdoc/>
        public override string Label => GroupCommits.Count == 0 ? "control" : "commit";

        /// <inheritdoc/>
        public override int CountedOctets => GroupCommits.Sum(commit => commit.CountedOctets);

        /// <inheritdoc/>
        public override int DirectoryOctets => Record.Length;

        private protected override byte Code => 10;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Device);
            writer.WriteOpaque(Record);
            writer.WriteList(GroupCommits);
        }
    }

    /// <summary>A group created in the user's name: siblings get the GroupInfo first.</summary>
    /// <param name="GroupInfo">Epoch 0, with the tree.</param>
    /// <param name="CreatorAddress">Delivery address of the creator's leaf.</param>
    /// <param name="Submission">The Commit that adds the others.</param>
    public sealed record RelayCreateGroup(OpaqueBytes GroupInfo, string CreatorAddress, CommitSubmission Submission) : UserMail
    {
        /// <inheritdoc/>
        public override string Label => "group-info";

        /// <inheritdoc/>
        public override int CountedOctets => GroupInfo.Length + Submission.CountedOctets;

        private protected override byte Code => 11;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteOpaque(GroupInfo);
            writer.WriteText(CreatorAddress);
            Submission.Write(writer);
        }
    }

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

    /// <summary>A device has reached an epoch of the user group and reports its public tag.</summary>
    /// <param name="Epoch">The epoch.</param>
    /// <param name="Tag">The tag.</param>
    public sealed record ReachedEpoch(ulong Epoch, ulong Tag) : UserMail
    {
        /// <inheritdoc/>
        public override string Label => "control";

        private protected override byte Code => 15;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteUInt64(Epoch);
            writer.WriteUInt64(Tag);
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

    /// <summary>A device cannot enter a group that its user is in: a sibling is to let it in.</summary>
    /// <param name="Group">The group.</param>
    public sealed record AskSiblingWelcome(string Group) : UserMail
    {
        /// <inheritdoc/>
        public override string Label => "control";

        private protected override byte Code => 4;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Group);
        }
    }
}
