using System.Diagnostics;
using Grains.Interfaces.Contracts;

namespace Grains.Metering;

/// <summary>Measures what one run has carried, as its accounts are kept.</summary>
internal sealed class TrafficMeter(string mode, TrafficInstruments instruments)
{
    /// <summary>Octets of one class have left their sender.</summary>
    public void Sent(TrafficKey key, long octets) => Add(key, "sent", octets);

    /// <summary>Octets of one class have arrived, or will for sure.</summary>
    public void Delivered(TrafficKey key, long octets) => Add(key, "delivered", octets);

    /// <summary>Copies of a mail will arrive.</summary>
    public void FannedOut(TrafficKey key, long copies)
    {
        if (instruments.Deliveries.Enabled && copies > 0)
        {
            instruments.Deliveries.Add(copies, new("mode", mode), new("class", key.Label), new("link", NameOf(key.Link)));
        }
    }

    /// <summary>A device has sent a mail with so many octets of MLS messages.</summary>
    public void Sized(TrafficKey key, int octets)
    {
        if (instruments.Sizes.Enabled && octets > 0 && key.Link == LinkClass.DeviceToService)
        {
            instruments.Sizes.Record(octets, new("mode", mode), new("class", key.Label));
        }
    }

    private void Add(TrafficKey key, string direction, long octets)
    {
        if (instruments.Octets.Enabled && octets > 0)
        {
            instruments.Octets.Add(octets, new TagList
            {
                { "mode", mode },
                { "class", key.Label },
                { "link", NameOf(key.Link) },
                { "direction", direction },
                { "phase", key.Phase == Phase.Measured ? "measured" : "setup" },
            });
        }
    }

    private static string NameOf(LinkClass link) => link switch
    {
        LinkClass.DeviceToService => "device-to-service",
        LinkClass.ServiceToDevice => "service-to-device",
        LinkClass.ServiceToService => "service-to-service",
        _ => "none",
    };
}
