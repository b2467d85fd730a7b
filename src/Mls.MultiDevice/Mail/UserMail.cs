using Mls.Core.Wire;

namespace Mls.MultiDevice.Mail;

/// <summary>What an account service (the UserGrain) is told. A closed choice, by those who say it: devices of themselves, of KeyPackages, of their user group, and services.</summary>
public abstract partial record UserMail : ITlsStruct<UserMail>
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
}
