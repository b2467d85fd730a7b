using Mls.Core.Configuration;
using Mls.Core.Groups;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

/// <summary>Snapshots as octets.</summary>
internal static class Snapshots
{
    public static byte[] Of(Group group)
    {
        using var writer = new TlsWriter();
        GroupSnapshot.Write(writer, group);
        return writer.ToArray();
    }

    public static Group Restore(byte[] snapshot, GroupServices services)
    {
        var reader = new TlsReader(snapshot);
        var group = GroupSnapshot.Read(ref reader, services);
        reader.ExpectEnd();
        return group;
    }

    /// <summary>Puts a restored group in the place of the member's, after checking that its snapshot is the same.</summary>
    public static void Reload(TestMember member)
    {
        var snapshot = Of(member.Group);
        member.Group.Dispose();
        member.Group = Restore(snapshot, member.Client.Services);
        Assert.Equal(snapshot, Of(member.Group));
    }

    public static byte[] Of(IReadOnlyList<PendingCommit> pending)
    {
        using var writer = new TlsWriter();
        GroupSnapshot.WritePending(writer, pending);
        return writer.ToArray();
    }

    public static IReadOnlyList<PendingCommit> RestorePending(byte[] snapshot, Group owner)
    {
        var reader = new TlsReader(snapshot);
        var pending = GroupSnapshot.ReadPendingList(ref reader, owner);
        reader.ExpectEnd();
        return pending;
    }

    public static byte[] Of(ExternalJoin join)
    {
        using var writer = new TlsWriter();
        GroupSnapshot.WriteExternalJoin(writer, join);
        return writer.ToArray();
    }

    public static ExternalJoin RestoreExternalJoin(byte[] snapshot, GroupServices services)
    {
        var reader = new TlsReader(snapshot);
        var join = GroupSnapshot.ReadExternalJoin(ref reader, services);
        reader.ExpectEnd();
        return join;
    }
}
