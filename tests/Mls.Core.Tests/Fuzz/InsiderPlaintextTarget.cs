using Mls.Core.Framing;
using Mls.Core.Tests.Groups;
using Mls.Core.Wire;

namespace Mls.Core.Tests.Fuzz;

/// <summary>Any plaintext under a member's own message key: a content type, twelve octets of sender data, and what is sealed.</summary>
internal sealed class InsiderPlaintextTarget(FuzzScene scene) : ReceiveTarget(scene)
{
    private const int Header = 1 + SenderData.Length;

    public override string Name => "ReceivePlaintextFromInsider";

    public override IReadOnlyList<byte[]> Seeds { get; } = [.. scene.Messages
        .Select(octets => Tls.Decode<MlsMessage>(octets)).OfType<MlsMessage.OfPublicMessage>()
        .Select(message => (byte[])[(byte)message.Message.Content.Body.ContentType, .. new byte[SenderData.Length], .. Inside(message.Message)])];

    public override int Weight => 4;

    protected override void Execute(byte[] input)
    {
        if (input.Length < Header)
        {
            return;
        }

        var type = (ContentType)(1 + ((input[0] + 2) % 3));
        var claimed = Tls.Decode<SenderData>(input.AsSpan(1, SenderData.Length));
        Receive(Forge.Private(Scene.Attacker, type, input.AsSpan(Header), _ => claimed));
    }

    private static byte[] Inside(PublicMessage message)
    {
        using var writer = new TlsWriter();
        message.Content.Body.Write(writer);
        message.Auth.Write(writer);
        writer.WriteFixed(new byte[3]);
        return writer.ToArray();
    }
}
