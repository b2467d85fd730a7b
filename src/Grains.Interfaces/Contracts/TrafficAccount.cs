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
    [property: Id(4)] long DeliveredOctets)
{
    /// <summary>Number in the trace of the operation that caused all of it; 0 where several did, or none.</summary>
    [Id(5)]
    public long OperationId { get; init; }

    /// <summary>Records that went to the directory or came from it; each has one recipient.</summary>
    public static TrafficAccount OfDirectory(Operation operation, LinkClass link, int records, long octets)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return new(new TrafficKey(operation.Name, operation.Phase, TrafficLabels.Directory, link), records, octets, records, octets) { OperationId = operation.Id };
    }
}
