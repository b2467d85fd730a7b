using Mls.Core.Wire;

namespace Mls.MultiDevice.Mail;

/// <summary>What a delivery service (the GroupGrain) is told. A closed choice.</summary>
public abstract record GroupMail : ITlsStruct<GroupMail>
{
    private GroupMail()
    {
    }

    /// <summary>Column of the accounts.</summary>
    public abstract string Label { get; }

    /// <summary>Octets of MLS messages inside: what counts as traffic.</summary>
    public virtual int CountedOctets => 0;

    private protected abstract byte Code { get; }

    /// <inheritdoc/>
    public static GroupMail Read(ref TlsReader reader)
    {
        var code = reader.ReadUInt8();
        return code switch
        {
            1 => new Create(reader.ReadOpaque(), reader.ReadText(), reader.ReadText(), CommitSubmission.Read(ref reader)),
            2 => new Submit(CommitSubmission.Read(ref reader), reader.ReadText(), reader.ReadText()),
            3 => new Message(reader.ReadOpaque()),
            4 => new Fetch(reader.ReadText(), reader.ReadUInt64()),
            5 => new RequestGroupInfo(reader.ReadText()),
            6 => new SupplyGroupInfo(reader.ReadText(), reader.ReadOpaque()),
            7 => new ReportUnprocessable(reader.ReadUInt64(), reader.ReadText()),
            _ => throw reader.Malformed($"GroupMail {code}, allowed are 1 to 7"),
        };
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        writer.WriteUInt8(Code);
        WriteBody(writer);
    }

    private protected abstract void WriteBody(TlsWriter writer);

    /// <summary>A new group with the Commit that adds the first members.</summary>
    /// <param name="GroupInfo">Epoch 0, with the tree.</param>
    /// <param name="CreatorAddress">Delivery address of the creator's leaf.</param>
    /// <param name="CreatorDevice">The device that created it.</param>
    /// <param name="Submission">The Commit that adds the others; without a Commit the creator stays alone.</param>
    public sealed record Create(OpaqueBytes GroupInfo, string CreatorAddress, string CreatorDevice, CommitSubmission Submission) : GroupMail
    {
        /// <inheritdoc/>
        public override string Label => "group-info";

        /// <inheritdoc/>
        public override int CountedOctets => GroupInfo.Length + Submission.CountedOctets;

        private protected override byte Code => 1;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteOpaque(GroupInfo);
            writer.WriteText(CreatorAddress);
            writer.WriteText(CreatorDevice);
            Submission.Write(writer);
        }
    }

    /// <summary>A Commit; the first valid one of an epoch wins.</summary>
    /// <param name="Submission">The Commit.</param>
    /// <param name="Device">The device that made it.</param>
    /// <param name="Relay">The user whose account service relays it and hears of a refusal; empty where the device itself does.</param>
    public sealed record Submit(CommitSubmission Submission, string Device, string Relay) : GroupMail
    {
        /// <inheritdoc/>
        public override string Label => "commit";

        /// <inheritdoc/>
        public override int CountedOctets => Submission.CountedOctets;

        private protected override byte Code => 2;

        private protected override void WriteBody(TlsWriter writer)
        {
            Submission.Write(writer);
            writer.WriteText(Device);
            writer.WriteText(Relay);
        }
    }

    /// <summary>An application message, or a proposal.</summary>
    /// <param name="Octets">The encoded MLSMessage.</param>
    public sealed record Message(OpaqueBytes Octets) : GroupMail
    {
        /// <inheritdoc/>
        public override string Label => "application";

        /// <inheritdoc/>
        public override int CountedOctets => Octets.Length;

        private protected override byte Code => 3;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteOpaque(Octets);
        }
    }

    /// <summary>A device that joins needs the public state of an epoch.</summary>
    /// <param name="Device">The device.</param>
    /// <param name="Epoch">The epoch.</param>
    public sealed record Fetch(string Device, ulong Epoch) : GroupMail
    {
        /// <inheritdoc/>
        public override string Label => "control";

        private protected override byte Code => 4;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Device);
            writer.WriteUInt64(Epoch);
        }
    }

    /// <summary>A device that has lost the group needs a signed GroupInfo.</summary>
    /// <param name="Device">The device.</param>
    public sealed record RequestGroupInfo(string Device) : GroupMail
    {
        /// <inheritdoc/>
        public override string Label => "control";

        private protected override byte Code => 5;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Device);
        }
    }

    /// <summary>A member supplies one.</summary>
    /// <param name="Requester">The device that needs it.</param>
    /// <param name="GroupInfo">With external_pub, without the tree.</param>
    public sealed record SupplyGroupInfo(string Requester, OpaqueBytes GroupInfo) : GroupMail
    {
        /// <inheritdoc/>
        public override string Label => "group-info";

        /// <inheritdoc/>
        public override int CountedOctets => GroupInfo.Length;

        private protected override byte Code => 6;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Requester);
            writer.WriteOpaque(GroupInfo);
        }
    }

    /// <summary>A member cannot process an accepted Commit.</summary>
    /// <param name="Number">Place in the log.</param>
    /// <param name="Rule">The rule it breaks.</param>
    public sealed record ReportUnprocessable(ulong Number, string Rule) : GroupMail
    {
        /// <inheritdoc/>
        public override string Label => "control";

        private protected override byte Code => 7;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteUInt64(Number);
            writer.WriteText(Rule);
        }
    }
}
