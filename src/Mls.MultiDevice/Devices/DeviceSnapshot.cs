using Mls.Core.Crypto;
using Mls.Core.Groups;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.Security;

namespace Mls.MultiDevice.Devices;

/// <summary>The complete private state of one device to octets and back: what storage keeps, and what a thief would have.</summary>
public static class DeviceSnapshot
{
    private const byte Version = 3;

    /// <summary>Writes everything.</summary>
    public static void Write(TlsWriter writer, Device device)
    {
        writer.WriteUInt8(Version);
        writer.WriteUInt64(device.Keys.Position);
        writer.WriteUInt64(device.Waits.Position);
        writer.WriteText(device.Class);
        WriteFlag(writer, device.IsActive);
        WriteFlag(writer, device.IsOnline);
        writer.WriteUInt64((ulong)device.ConnectedAt);
        WriteFlag(writer, device.IdentityKey is not null);
        if (device.IdentityKey is { } key)
        {
            key.PublicKey.Write(writer);
            writer.WriteOpaque(key.Expose());
        }

        device.Authentication.Write(writer);
        device.Inbox.Write(writer);
        device.Entrances.Write(writer);
        device.Jobs.Write(writer);
        device.KeyPackages.Write(writer);
        device.JoinKeys.Write(writer);
        using (var part = new TlsWriter())
        {
            device.Mode.UserGroup?.Write(part);
            writer.WriteOpaque(part.Written);
        }

        device.Entries.Write(writer);

        WriteFlag(writer, device.UserGroup is not null);
        if (device.UserGroup is { } userGroup)
        {
            Write(writer, userGroup);
        }

        writer.WriteVector(device.Groups.Values, membership =>
        {
            Write(writer, membership);
        });
        WriteFlag(writer, device.Thief is not null);
        device.Thief?.Write(writer);
    }

    /// <summary>The device that was written.</summary>
    /// <exception cref="MalformedException">Not a snapshot, or of another version.</exception>
    public static Device Read(ref TlsReader reader, DeviceEnvironment environment, string name)
    {
        var version = reader.ReadUInt8();
        if (version != Version)
        {
            throw reader.Malformed($"device snapshot of version {version}, known is {Version}");
        }

        var device = new Device(environment, name, reader.ReadUInt64(), reader.ReadUInt64())
        {
            Class = reader.ReadText(),
            IsActive = reader.ReadPresence(),
            IsOnline = reader.ReadPresence(),
            ConnectedAt = (long)(reader.ReadUInt64() & long.MaxValue),
        };
        if (reader.ReadPresence())
        {
            var publicKey = Core.Crypto.SignaturePublicKey.Read(ref reader);
            device.IdentityKey = new SignaturePrivateKey(reader.ReadOpaqueSpan(), publicKey);
        }

        device.Authentication.Restore(ref reader);
        device.Inbox.Restore(ref reader);
        device.Entrances.Restore(ref reader);
        device.Jobs.Restore(ref reader);
        device.KeyPackages.Restore(ref reader);
        device.JoinKeys.Restore(ref reader);
        using (var state = new OpaqueSecret(reader.ReadOpaqueSpan()))
        {
            device.Mode = environment.Mode.Open(device.Context, state);
        }

        device.Entries.Restore(ref reader);

        if (reader.ReadPresence())
        {
            device.UserGroup = ReadMembership(ref reader, device, isUserGroup: true);
        }

        reader.VisitVector((ref TlsReader content) =>
        {
            var membership = ReadMembership(ref content, device, isUserGroup: false);
            device.Groups.Add(membership.ConversationName, membership);
        });

        if (reader.ReadPresence())
        {
            device.Thief = Thief.Read(ref reader, device);
        }

        return device;
    }

    private static void Write(TlsWriter writer, Membership membership)
    {
        membership.Name.Write(writer);
        writer.WriteUInt64(membership.JoinEpoch);
        writer.WriteUInt64(membership.AcceptedUpTo);
        GroupSnapshot.Write(writer, membership.Group);
        WriteFlag(writer, membership.Pending is not null);
        if (membership.Pending is { } pending)
        {
            writer.WriteUInt64(membership.PendingJob);
            GroupSnapshot.WritePending(writer, pending);
        }

        WriteFlag(writer, membership.LetIn is not null);
        membership.LetIn?.Write(writer);
        writer.WriteUInt64(membership.UserEpoch);
        WriteFlag(writer, membership.IsFounding);
        WriteFlag(writer, membership.HeldSince is not null);
        writer.WriteUInt64((ulong)(membership.HeldSince ?? 0));
        writer.WriteVector(membership.Held, entry =>
        {
            entry.Write(writer);
        });
    }

    private static Membership ReadMembership(ref TlsReader reader, Device device, bool isUserGroup)
    {
        var services = isUserGroup ? device.Services : device.Mode.Services;
        var name = GroupName.Read(ref reader);
        var joinEpoch = reader.ReadUInt64();
        var acceptedUpTo = reader.ReadUInt64();
        var membership = new Membership(name, GroupSnapshot.Read(ref reader, services, device.Environment.Trees.Share), joinEpoch);
        membership.Reach(acceptedUpTo);
        var group = membership.Group;
        if (reader.ReadPresence())
        {
            var job = reader.ReadUInt64();
            membership.Expect(GroupSnapshot.ReadPending(ref reader, group), job);
        }

        if (reader.ReadPresence())
        {
            membership.Keep(LetIn.Read(ref reader));
        }

        membership.UserEpoch = reader.ReadUInt64();
        membership.IsFounding = reader.ReadPresence();
        var isHolding = reader.ReadPresence();
        var heldSince = (long)reader.ReadUInt64();
        membership.RestoreHeld(isHolding ? heldSince : null);
        reader.VisitVector((ref TlsReader content) =>
        {
            membership.Held.Enqueue((DeviceItem.Entry)DeviceItem.Read(ref content));
        });

        return membership;
    }

    private static void WriteFlag(TlsWriter writer, bool flag) => writer.WriteUInt8(flag ? (byte)1 : (byte)0);
}
