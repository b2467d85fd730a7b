using Mls.Core.Wire;

namespace Mls.MultiDevice.Mail;

/// <summary>What an account service asks one device of its user to do.</summary>
/// <param name="Obligation">Number of the obligation.</param>
/// <param name="Task">rotate, add-device, remove-device, sibling-welcome or publish-key-packages.</param>
/// <param name="Group">The group concerned; empty for the user group or for all.</param>
/// <param name="Subject">The device concerned; empty where there is none.</param>
/// <param name="WantedUserEpoch">The user-group epoch that the leaf must stand for at least.</param>
/// <param name="Attempt">How often it has been tried.</param>
/// <param name="IsUrgent">Whether it comes before what is not urgent: a removed device can read, or knows the leaf's keys, until it is done.</param>
public sealed record Assignment(ulong Obligation, string Task, string Group, string Subject, ulong WantedUserEpoch, uint Attempt, bool IsUrgent = false) : ITlsStruct<Assignment>
{
    /// <inheritdoc/>
    public static Assignment Read(ref TlsReader reader) =>
        new(reader.ReadUInt64(), reader.ReadText(), reader.ReadText(), reader.ReadText(), reader.ReadUInt64(), reader.ReadUInt32(), reader.ReadPresence());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        writer.WriteUInt64(Obligation);
        writer.WriteText(Task);
        writer.WriteText(Group);
        writer.WriteText(Subject);
        writer.WriteUInt64(WantedUserEpoch);
        writer.WriteUInt32(Attempt);
        writer.WriteUInt8(IsUrgent ? (byte)1 : (byte)0);
    }
}
