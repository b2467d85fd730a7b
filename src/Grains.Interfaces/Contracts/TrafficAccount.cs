namespace Grains.Interfaces.Contracts;

/// <summary>Traffic of one kind: sent once by its sender, delivered to each recipient.</summary>
/// <param name="Key">Which traffic.</param>
/// <param name="Mails">Mails sent; one to many recipients counts once.</param>
/// <param name="SentOctets">Counted octets sent; one mail to many recipients counts once (the uplink of a device).</param>
/// <param name="Deliveries">Mails delivered, one for each recipient.</param>
/// <param name="DeliveredOctets">Counted octets delivered, once for each recipient.</param>
[GenerateSerializer]
[Immutable]
[Alias("traffic-account")]
public sealed record TrafficAccount(
    [property: Id(0)] TrafficKey Key,
    [property: Id(1)] long Mails,
    [property: Id(2)] long SentOctets,
    [property: Id(3)] long Deliveries,
    [property: Id(4)] long DeliveredOctets);
