using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>A device's way into a group that it is not in yet.</summary>
/// <param name="userEpoch">The epoch of the user group, where there is one, when the way began: no entry after it names an older one.</param>
internal sealed class GroupEntrance(ulong userEpoch)
{
    /// <summary>The epoch of the user group when the way began; 0 where the device was in none.</summary>
    public ulong UserEpoch { get; } = userEpoch;

    /// <summary>Whether siblings have been asked to let the device in.</summary>
    public bool HasAsked { get; set; }

    /// <summary>Entries kept until the device is in, in order.</summary>
    public List<(Cause Cause, DeviceItem.Entry Entry)> Entries { get; } = [];

    /// <summary>Restores what <see cref="Write"/> wrote.</summary>
    public static GroupEntrance Read(ref TlsReader reader)
    {
        var entrance = new GroupEntrance(reader.ReadUInt64()) { HasAsked = reader.ReadPresence() };
        reader.VisitVector((ref TlsReader content) =>
        {
            entrance.Entries.Add((Cause.Read(ref content), (DeviceItem.Entry)DeviceItem.Read(ref content)));
        });

        return entrance;
    }

    /// <summary>For snapshots.</summary>
    public void Write(TlsWriter writer)
    {
        writer.WriteUInt64(UserEpoch);
        writer.WriteUInt8(HasAsked ? (byte)1 : (byte)0);
        var mark = writer.BeginVector();
        foreach (var (cause, entry) in Entries)
        {
            cause.Write(writer);
            entry.Write(writer);
        }

        writer.EndVector(mark);
    }
}
