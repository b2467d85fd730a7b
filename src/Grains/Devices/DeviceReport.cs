using System.Buffers.Binary;
using System.Security.Cryptography;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;

namespace Grains.Devices;

/// <summary>What a device says about itself at the end of a run. Nothing secret.</summary>
/// <param name="IsActive">Whether it belongs to its user.</param>
/// <param name="IsOnline">Whether it is connected.</param>
/// <param name="Groups">Its groups, the user group under the empty name, with the epoch and a hash of the epoch authenticator.</param>
/// <param name="Jobs">Operations under way.</param>
public sealed record DeviceReport(bool IsActive, bool IsOnline, ValueList<DeviceReport.GroupLine> Groups, uint Jobs) : ITlsStruct<DeviceReport>
{
    /// <inheritdoc/>
    public static DeviceReport Read(ref TlsReader reader) =>
        new(reader.ReadPresence(), reader.ReadPresence(), reader.ReadList<GroupLine>(), reader.ReadUInt32());

    /// <summary>The report of <paramref name="device"/>.</summary>
    public static DeviceReport Of(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        var groups = new List<GroupLine>();
        if (device.UserGroup is { } userGroup)
        {
            groups.Add(GroupLine.Of(userGroup));
        }

        groups.AddRange(device.Groups.Values.Select(GroupLine.Of));
        return new DeviceReport(device.IsActive, device.IsOnline, groups.ToValueList(), (uint)device.JobCount);
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteUInt8(IsActive ? (byte)1 : (byte)0);
        writer.WriteUInt8(IsOnline ? (byte)1 : (byte)0);
        writer.WriteList(Groups);
        writer.WriteUInt32(Jobs);
    }

    /// <summary>One group of a device.</summary>
    public sealed record GroupLine(string Name, ulong Epoch, ulong AuthenticatorHash) : ITlsStruct<GroupLine>
    {
        /// <inheritdoc/>
        public static GroupLine Read(ref TlsReader reader) => new(reader.ReadText(), reader.ReadUInt64(), reader.ReadUInt64());

        /// <summary>The line of <paramref name="membership"/>.</summary>
        public static GroupLine Of(Membership membership)
        {
            ArgumentNullException.ThrowIfNull(membership);
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(membership.Group.EpochAuthenticator.Expose(), hash);
            return new GroupLine(membership.Name.Text, membership.Group.Epoch.Value, BinaryPrimitives.ReadUInt64BigEndian(hash));
        }

        /// <inheritdoc/>
        public void Write(TlsWriter writer)
        {
            ArgumentNullException.ThrowIfNull(writer);
            writer.WriteText(Name);
            writer.WriteUInt64(Epoch);
            writer.WriteUInt64(AuthenticatorHash);
        }
    }
}
