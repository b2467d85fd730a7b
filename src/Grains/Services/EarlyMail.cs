using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>A mail that has overtaken the one it depends on.</summary>
/// <param name="Sender">Who sent it.</param>
/// <param name="Operation">What caused it.</param>
/// <param name="Mail">What it says.</param>
internal sealed record EarlyMail(ActorId Sender, Operation Operation, GroupMail Mail)
{
    public void Write(TlsWriter writer)
    {
        writer.WriteUInt8((byte)Sender.Kind);
        writer.WriteText(Sender.Name);
        writer.WriteOperation(Operation);
        Mail.Write(writer);
    }

    public static EarlyMail Read(ref TlsReader reader) =>
        new(new ActorId((ActorKind)reader.ReadUInt8(), reader.ReadText()), reader.ReadOperation(), GroupMail.Read(ref reader));
}
