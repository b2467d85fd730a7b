using Mls.Core.Wire;

namespace Mls.MultiDevice.Mail;

// What devices say in and about their user group.
public abstract partial record UserMail
{
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
}
