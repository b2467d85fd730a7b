using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Obligations;

/// <summary>Something that must be done and that whoever should do it could die before doing. Immutable; the board replaces it as it moves on.</summary>
/// <param name="Id">Its number on the board, from 1.</param>
/// <param name="Request">What must be done and why.</param>
/// <param name="Assignee">The device that should do it; empty where there is none.</param>
/// <param name="Deadline">Virtual milliseconds at which the next device gets it.</param>
/// <param name="Attempt">How often a Commit for it was refused.</param>
/// <param name="State">Where it stands.</param>
/// <param name="IsUrgent">Whether a removed device can read, or may know the leaf's keys, until it is done: its own cause, or that of one that it has replaced.</param>
public sealed record Obligation(long Id, ObligationRequest Request, string Assignee, long Deadline, int Attempt, ObligationState State, bool IsUrgent)
    : ITlsStruct<Obligation>
{
    /// <summary>What must be done.</summary>
    public ObligationKind Kind => Request.Kind;

    /// <summary>Why.</summary>
    public ObligationCause Cause => Request.Cause;

    /// <summary>The conversation; the user group where it concerns the account as a whole.</summary>
    public GroupName Group => Request.Group;

    /// <summary>The device that it is about; empty where it is about none.</summary>
    public string Subject => Request.Subject;

    /// <summary>The user epoch that the result must be derived from, at least.</summary>
    public ulong WantedUserEpoch => Request.WantedUserEpoch;

    /// <summary>The operation that costs are accounted to.</summary>
    public long OperationId => Request.OperationId;

    /// <summary>Its name.</summary>
    public string OperationName => Request.OperationName;

    /// <summary>Whether nothing is left to do.</summary>
    public bool IsSettled => State > ObligationState.Submitted;

    /// <inheritdoc/>
    public static Obligation Read(ref TlsReader reader)
    {
        var id = (long)(reader.ReadUInt64() & long.MaxValue);
        var request = new ObligationRequest(
            (ObligationKind)ReadCode(ref reader, (byte)ObligationKind.PublishKeyPackages),
            (ObligationCause)ReadCode(ref reader, (byte)ObligationCause.Join),
            GroupName.Read(ref reader),
            reader.ReadText(),
            reader.ReadUInt64())
        {
            OperationId = (long)(reader.ReadUInt64() & long.MaxValue),
            OperationName = reader.ReadText(),
            Committer = reader.ReadText(),
            CommitterLeaf = reader.ReadUInt32(),
        };
        return new Obligation(
            id,
            request,
            reader.ReadText(),
            (long)(reader.ReadUInt64() & long.MaxValue),
            (int)(reader.ReadUInt32() & int.MaxValue),
            (ObligationState)ReadCode(ref reader, (byte)ObligationState.Submitted),
            reader.ReadPresence());
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteUInt64((ulong)Id);
        writer.WriteUInt8((byte)Kind);
        writer.WriteUInt8((byte)Cause);
        Group.Write(writer);
        writer.WriteText(Subject);
        writer.WriteUInt64(WantedUserEpoch);
        writer.WriteUInt64((ulong)OperationId);
        writer.WriteText(OperationName);
        writer.WriteText(Request.Committer);
        writer.WriteUInt32(Request.CommitterLeaf);
        writer.WriteText(Assignee);
        writer.WriteUInt64((ulong)Deadline);
        writer.WriteUInt32((uint)Attempt);
        writer.WriteUInt8((byte)State);
        writer.WriteUInt8(IsUrgent ? (byte)1 : (byte)0);
    }

    private static byte ReadCode(ref TlsReader reader, byte last)
    {
        var code = reader.ReadUInt8();
        return code <= last ? code : throw reader.Malformed($"code {code}, allowed are 0 to {last}");
    }
}
