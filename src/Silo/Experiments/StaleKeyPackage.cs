using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Grains.Post;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Silo.Experiments;

/// <summary>An account service that, once told to, hands out a KeyPackage that a device or its user published first, whatever has become of it.</summary>
/// <param name="user">The user.</param>
/// <param name="device">The device.</param>
internal sealed class StaleKeyPackage(string user, string device) : IMailFaults
{
    private PublishedKeyPackage? _stale;

    /// <summary>Whether the stale KeyPackage is handed out.</summary>
    public bool IsServed { get; set; }

    /// <inheritdoc/>
    public ImmutableArray<Envelope> Apply(RunSettings settings, Envelope envelope)
    {
        switch (envelope.Kind)
        {
            case MailKinds.User when Tls.Decode<UserMail>(envelope.Body.Span) is UserMail.Publish publish && (publish.Address == user || publish.Address == device):
                _stale ??= new PublishedKeyPackage(envelope.Sender.Name, publish.KeyPackages[^1], publish.Address);
                return [envelope];
            case MailKinds.Mailbox when IsServed && _stale is { } stale:
                var delivery = Tls.Decode<MailboxDelivery>(envelope.Body.Span);
                var changed = delivery with { Items = [.. delivery.Items.Select(item => item is DeviceItem.KeyPackages keys && keys.User == user ? Serve(keys, stale) : item)] };
                return [envelope with { Letter = envelope.Letter with { Body = Octets.Own(Tls.Encode(changed)) } }];
            default:
                return [envelope];
        }
    }

    private static DeviceItem.KeyPackages Serve(DeviceItem.KeyPackages keys, PublishedKeyPackage stale) =>
        keys with { Packages = [.. keys.Packages.Where(package => package.Address != stale.Address), stale] };
}
