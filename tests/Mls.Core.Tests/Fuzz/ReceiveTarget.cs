using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Tests.Groups;
using Mls.Core.Violations;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Fuzz;

/// <summary><see cref="Group.Receive"/> of one member out of five: a refusal leaves its snapshot as it was, octet for octet.</summary>
internal class ReceiveTarget(FuzzScene scene) : FuzzTarget
{
    public override string Name => "Receive" + scene.Suffix;

    public override IReadOnlyList<byte[]> Seeds => scene.Messages;

    public override int Weight => scene.Suffix.Length == 0 ? 8 : 1;

    protected FuzzScene Scene => scene;

    protected override void Execute(byte[] input) => Receive(Tls.Decode<MlsMessage>(input));

    protected void Receive(MlsMessage message)
    {
        if (message is not (MlsMessage.OfPublicMessage or MlsMessage.OfPrivateMessage))
        {
            return;
        }

        try
        {
            var result = scene.Victim.Group.Receive(message);
            (result as ReceiveResult.CommitStaged)?.Staged.Dispose();
        }
        catch (Exception refused) when (refused is MalformedException or ProtocolViolationException)
        {
            Assert.Equal(scene.Base, Snapshots.Of(scene.Victim.Group));
            throw;
        }

        scene.Reset();
    }
}
