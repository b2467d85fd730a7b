using Mls.Core.Wire;

namespace Mls.MultiDevice.Mail;

// What a device says about itself and its siblings.
public abstract partial record UserMail
{
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
}
