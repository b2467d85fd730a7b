using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>An operation under way: it may need KeyPackages first, and its Commit may lose and be built again. A closed choice; all of it can be snapshot.</summary>
public abstract record Job
{
    private Job(ulong id, Cause cause)
    {
        Id = id;
        Cause = cause;
    }

    /// <summary>Number within the device.</summary>
    public ulong Id { get; init; }

    /// <summary>The operation that it belongs to.</summary>
    public Cause Cause { get; init; }

    /// <summary>Not before this virtual millisecond: after a lost race.</summary>
    public long NotBefore { get; init; }

    /// <summary>How often it lost.</summary>
    public uint Attempt { get; init; }

    /// <summary>KeyPackages that it waits for: request number to user; answered ones are removed.</summary>
    public ValueList<KeyPackageRequest> Requests { get; init; } = [];

    /// <summary>KeyPackages that have come.</summary>
    public ValueList<PublishedKeyPackage> Packages { get; init; } = [];

    /// <summary>Whether its Commit is on the way.</summary>
    public bool IsSubmitted { get; init; }

    /// <summary>Whether it comes before what is not urgent: a removed device can read, or knows the leaf's keys, until it is done.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>The group that it works in, whose Commit on the way may be its; <see langword="null"/> for none.</summary>
    internal virtual GroupName? WorksIn => Changes;

    /// <summary>The group that it changes; <see langword="null"/> for none.</summary>
    internal virtual GroupName? Changes => null;

    /// <summary>The obligation of the account that it is for; 0 for none.</summary>
    internal virtual ulong ForObligation => 0;

    /// <summary>Whether it signs with the key of the device's leaf as it is; one that replaces the leaf does not.</summary>
    internal virtual bool NeedsSigner => false;

    /// <summary>KeyPackages are used once: those that stood in a Commit that left are not used again, but for a sibling's, which nobody else can have used.</summary>
    internal virtual ValueList<PublishedKeyPackage> PackagesToKeep => [];

    private protected abstract byte Code { get; }

    /// <summary>Restores what <see cref="Write"/> wrote.</summary>
    public static Job Read(ref TlsReader reader)
    {
        var code = reader.ReadUInt8();
        var id = reader.ReadUInt64();
        var cause = Cause.Read(ref reader);
        var notBefore = (long)reader.ReadUInt64();
        var attempt = reader.ReadUInt32();
        var requests = reader.ReadList<KeyPackageRequest>();
        var packages = reader.ReadList<PublishedKeyPackage>();
        var isSubmitted = reader.ReadPresence();
        var isUrgent = reader.ReadPresence();
        Job job = code switch
        {
            1 => new CreateGroup(id, cause, reader.ReadText(), reader.ReadTexts()),
            2 => new AddUser(id, cause, reader.ReadText(), reader.ReadText()),
            3 => new RemoveUser(id, cause, reader.ReadText(), reader.ReadText()),
            4 => new UpdateGroup(id, cause, reader.ReadText(), reader.ReadUInt64(), reader.ReadUInt64()),
            5 => new AddDevice(id, cause, GroupName.Read(ref reader), reader.ReadText(), reader.ReadUInt64()),
            6 => new RemoveDevice(id, cause, reader.ReadText(), reader.ReadUInt64()),
            7 => new SendMessage(id, cause, reader.ReadText(), reader.ReadUInt32()),
            8 => new SiblingWelcome(id, cause, reader.ReadText(), reader.ReadUInt64()),
            9 => new UpdateUser(id, cause, reader.ReadPresence()),
            10 => new SupplyGroupInfo(id, cause, reader.ReadText(), reader.ReadText()),
            11 => new RemoveLeaf(id, cause, reader.ReadText(), reader.ReadText(), reader.ReadUInt64()),
            _ => throw reader.Malformed($"job {code}, allowed are 1 to 11"),
        };
        return job with { NotBefore = notBefore, Attempt = attempt, Requests = requests, Packages = packages, IsSubmitted = isSubmitted, IsUrgent = isUrgent };
    }

    /// <summary>For snapshots.</summary>
    public void Write(TlsWriter writer)
    {
        writer.WriteUInt8(Code);
        writer.WriteUInt64(Id);
        Cause.Write(writer);
        writer.WriteUInt64((ulong)NotBefore);
        writer.WriteUInt32(Attempt);
        writer.WriteList(Requests);
        writer.WriteList(Packages);
        writer.WriteUInt8(IsSubmitted ? (byte)1 : (byte)0);
        writer.WriteUInt8(IsUrgent ? (byte)1 : (byte)0);
        WriteBody(writer);
    }

    private protected abstract void WriteBody(TlsWriter writer);

    /// <summary>Create a group with these users.</summary>
    public sealed record CreateGroup(ulong Id, Cause Cause, string Group, ValueList<string> Members) : Job(Id, Cause)
    {
        internal override GroupName? Changes => GroupName.Of(Group);

        private protected override byte Code => 1;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Group);
            writer.WriteTexts(Members);
        }
    }

    /// <summary>Add a user to a group.</summary>
    public sealed record AddUser(ulong Id, Cause Cause, string Group, string User) : Job(Id, Cause)
    {
        internal override GroupName? Changes => GroupName.Of(Group);

        internal override bool NeedsSigner => Packages.Count > 0;

        private protected override byte Code => 2;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Group);
            writer.WriteText(User);
        }
    }

    /// <summary>Remove a user from a group.</summary>
    public sealed record RemoveUser(ulong Id, Cause Cause, string Group, string User) : Job(Id, Cause)
    {
        internal override GroupName? Changes => GroupName.Of(Group);

        internal override bool NeedsSigner => true;

        private protected override byte Code => 3;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Group);
            writer.WriteText(User);
        }
    }

    /// <summary>Commit with a path in one group; with an obligation, until the leaf stands for <paramref name="WantedUserEpoch"/>.</summary>
    public sealed record UpdateGroup(ulong Id, Cause Cause, string Group, ulong Obligation, ulong WantedUserEpoch) : Job(Id, Cause)
    {
        internal override GroupName? Changes => GroupName.Of(Group);

        internal override ulong ForObligation => Obligation;

        private protected override byte Code => 4;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Group);
            writer.WriteUInt64(Obligation);
            writer.WriteUInt64(WantedUserEpoch);
        }
    }

    /// <summary>Add a sibling to one group, the user group among them.</summary>
    public sealed record AddDevice(ulong Id, Cause Cause, GroupName Group, string Device, ulong Obligation) : Job(Id, Cause)
    {
        internal override GroupName? Changes => Group;

        internal override ulong ForObligation => Obligation;

        internal override ValueList<PublishedKeyPackage> PackagesToKeep => Group is GroupName.OfUser ? Packages : [];

        private protected override byte Code => 5;

        private protected override void WriteBody(TlsWriter writer)
        {
            Group.Write(writer);
            writer.WriteText(Device);
            writer.WriteUInt64(Obligation);
        }
    }

    /// <summary>Remove a sibling from the account, and with it from everywhere.</summary>
    public sealed record RemoveDevice(ulong Id, Cause Cause, string Device, ulong Obligation) : Job(Id, Cause)
    {
        internal override GroupName? Changes => GroupName.UserGroup;

        internal override ulong ForObligation => Obligation;

        private protected override byte Code => 6;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Device);
            writer.WriteUInt64(Obligation);
        }
    }

    /// <summary>Remove the leaf of one device, of whichever user, from one group.</summary>
    public sealed record RemoveLeaf(ulong Id, Cause Cause, string Group, string Device, ulong Obligation) : Job(Id, Cause)
    {
        internal override GroupName? Changes => GroupName.Of(Group);

        internal override ulong ForObligation => Obligation;

        private protected override byte Code => 11;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Group);
            writer.WriteText(Device);
            writer.WriteUInt64(Obligation);
        }
    }

    /// <summary>Send an application message of so many octets.</summary>
    public sealed record SendMessage(ulong Id, Cause Cause, string Group, uint Length) : Job(Id, Cause)
    {
        internal override GroupName? WorksIn => GroupName.Of(Group);

        internal override bool NeedsSigner => true;

        private protected override byte Code => 7;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Group);
            writer.WriteUInt32(Length);
        }
    }

    /// <summary>Give a device that has lost the group a GroupInfo, once this one can sign it.</summary>
    public sealed record SupplyGroupInfo(ulong Id, Cause Cause, string Group, string Requester) : Job(Id, Cause)
    {
        internal override GroupName? WorksIn => GroupName.Of(Group);

        internal override bool NeedsSigner => true;

        private protected override byte Code => 10;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Group);
            writer.WriteText(Requester);
        }
    }

    /// <summary>Let a new sibling into the groups.</summary>
    public sealed record SiblingWelcome(ulong Id, Cause Cause, string Device, ulong Obligation) : Job(Id, Cause)
    {
        internal override ulong ForObligation => Obligation;

        private protected override byte Code => 8;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Device);
            writer.WriteUInt64(Obligation);
        }
    }

    /// <summary>Commit with a path in the user group, and unless <paramref name="IsDeferred"/> rotate every group under it.</summary>
    public sealed record UpdateUser(ulong Id, Cause Cause, bool IsDeferred) : Job(Id, Cause)
    {
        internal override GroupName? Changes => GroupName.UserGroup;

        private protected override byte Code => 9;

        private protected override void WriteBody(TlsWriter writer) => writer.WriteUInt8(IsDeferred ? (byte)1 : (byte)0);
    }
}
