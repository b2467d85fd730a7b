using Mls.Core.Wire;

namespace Mls.MultiDevice.Mail;

/// <summary>Items of a device's mailbox, numbered without gaps from 1.</summary>
/// <param name="First">Number of the first item.</param>
/// <param name="Items">The items in order.</param>
public sealed record MailboxDelivery(ulong First, ValueList<DeviceItem> Items) : ITlsStruct<MailboxDelivery>
{
    /// <summary>Octets of MLS messages inside.</summary>
    public int CountedOctets => Items.Sum(item => item.CountedOctets);

    /// <inheritdoc/>
    public static MailboxDelivery Read(ref TlsReader reader) => new(reader.ReadUInt64(), reader.ReadList<DeviceItem>());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        writer.WriteUInt64(First);
        writer.WriteList(Items);
    }
}
