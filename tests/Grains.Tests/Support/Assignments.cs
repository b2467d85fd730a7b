using Mls.Core.Wire;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;

namespace Grains.Tests.Support;

/// <summary>Assignments by the fields that they have in a mail.</summary>
internal static class Assignments
{
    /// <summary>What a mail with these fields says.</summary>
    public static Assignment Of(ulong obligation, string task, string group, string subject, ulong epoch = 0)
    {
        using var writer = new TlsWriter();
        writer.WriteUInt64(obligation);
        writer.WriteText(task);
        writer.WriteText(group);
        writer.WriteText(subject);
        writer.WriteUInt64(epoch);
        writer.WriteUInt32(0);
        writer.WriteUInt8(0);
        return Tls.Decode<Assignment>(writer.Written);
    }

    /// <summary>The group, empty for the user group; the device that it is about; and the user epoch that is wanted.</summary>
    public static (string Group, string Subject, ulong WantedUserEpoch) Fields(this Assignment assignment) => assignment switch
    {
        Assignment.Rotate rotate => (rotate.Group, string.Empty, rotate.WantedUserEpoch),
        Assignment.AddDevice add => (add.Group.Text, add.Device, 0),
        Assignment.RemoveDevice remove => (remove.Group.Text, remove.Device, 0),
        Assignment.SiblingWelcome welcome => (string.Empty, welcome.Device, 0),
        Assignment.PublishKeyPackages publish => (string.Empty, string.Empty, publish.WantedUserEpoch),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
