using Mls.Core.Wire;

namespace Mls.MultiDevice.Mail;

/// <summary>One item of a device's mailbox. A closed choice: what comes of groups, and what comes of the account.</summary>
public abstract partial record DeviceItem : ITlsStruct<DeviceItem>
{
    private DeviceItem()
    {
    }

    /// <summary>Column of the accounts.</summary>
    public abstract string Label { get; }

    /// <summary>Octets of MLS messages inside: what counts as traffic.</summary>
    public virtual int CountedOctets => 0;

    private protected abstract byte Code { get; }

    /// <inheritdoc/>
    public static DeviceItem Read(ref TlsReader reader)
    {
        var code = reader.ReadUInt8();
        return code switch
        {
            1 => new Entry(GroupName.Read(ref reader), reader.ReadUInt64(), reader.ReadText(), reader.ReadOpaque()) { SentAt = reader.ReadUInt64(), AcceptedAt = reader.ReadUInt64(), IsLate = reader.ReadPresence() },
            2 => new Welcomed(GroupName.Read(ref reader), reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadOpaque()),
            3 => new Created(reader.ReadText(), reader.ReadOpaque()),
            4 => new Assigned(Assignment.Read(ref reader)),
            5 => new KeyPackages(reader.ReadUInt64(), reader.ReadText(), reader.ReadList<PublishedKeyPackage>()),
            6 => new LowStock(reader.ReadUInt32()),
            7 => new Refused(GroupName.Read(ref reader), reader.ReadUInt64(), reader.ReadText()),
            8 => new PublicState(GroupName.Read(ref reader), reader.ReadUInt64(), reader.ReadOpaque(), reader.ReadOpaque(), reader.ReadOpaque()) { AcceptedAt = reader.ReadUInt64() },
            9 => new SupplyGroupInfo(reader.ReadText(), reader.ReadText()),
            10 => new GroupInfoSupplied(reader.ReadText(), reader.ReadUInt64(), reader.ReadOpaque(), reader.ReadOpaque()),
            11 => new SignedOut(),
            12 => new GroupList(reader.ReadTexts()),
            13 => new Enrolled(reader.ReadText(), reader.ReadOpaque(), reader.ReadOpaque()),
            14 => new GroupLeft(reader.ReadText(), reader.ReadUInt64()),
            _ => throw reader.Malformed($"DeviceItem {code}, allowed are 1 to 14"),
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
