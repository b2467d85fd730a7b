using Mls.MultiDevice;
using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Grains.Post;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains.Tests.Hostile;

/// <summary>Spoils the last octet of every Welcome to conversation groups that one device gets.</summary>
internal sealed class SpoiltWelcomes(string device) : IMailFaults
{
    public ImmutableArray<Envelope> Apply(RunSettings settings, Envelope envelope)
    {
        if (envelope.Kind != MailKinds.Mailbox || envelope.Recipient.Name != device)
        {
            return [envelope];
        }

        var delivery = Tls.Decode<MailboxDelivery>(envelope.Body.Span);
        var spoilt = delivery with { Items = [.. delivery.Items.Select(item => item is DeviceItem.Welcomed { Group: GroupName.Conversation } welcomed ? Spoil(welcomed) : item)] };
        return [envelope with { Letter = envelope.Letter with { Body = Octets.Own(Tls.Encode(spoilt)) } }];
    }

    private static DeviceItem.Welcomed Spoil(DeviceItem.Welcomed welcomed)
    {
        var octets = welcomed.Welcome.ToArray();
        octets[^1] ^= 1;
        return welcomed with { Welcome = OpaqueBytes.Own(octets) };
    }
}
