namespace Grains.Interfaces.Contracts;

/// <summary>What one operation of the trace has caused to be carried. In octets: sent once by the sender, delivered once to each recipient.</summary>
/// <param name="Id">The operation's number in the trace.</param>
/// <param name="Name">What it is accounted under: its own name, or that of something devices did on their own because of it.</param>
/// <param name="MessagesSent">Of MLS messages, that devices sent.</param>
/// <param name="MessagesDelivered">Of MLS messages, that devices were delivered.</param>
/// <param name="DirectorySent">Of records for the directory, that devices sent.</param>
/// <param name="DirectoryDelivered">Of records from the directory, that devices fetched.</param>
/// <param name="ControlSent">Around and beside both, that devices sent.</param>
/// <param name="ControlDelivered">Around and beside both, that devices were delivered.</param>
/// <param name="ServicesSent">Whatever services sent each other.</param>
/// <param name="ServicesDelivered">Whatever services were delivered by each other.</param>
[GenerateSerializer]
[Immutable]
[Alias("operation-traffic")]
public sealed record OperationTraffic(
    [property: Id(0)] long Id,
    [property: Id(1)] string Name,
    [property: Id(2)] long MessagesSent,
    [property: Id(3)] long MessagesDelivered,
    [property: Id(4)] long DirectorySent,
    [property: Id(5)] long DirectoryDelivered,
    [property: Id(6)] long ControlSent,
    [property: Id(7)] long ControlDelivered,
    [property: Id(8)] long ServicesSent,
    [property: Id(9)] long ServicesDelivered)
{
    /// <summary>Sum, member by member, of two silos' accounts of one operation.</summary>
    public OperationTraffic Add(OperationTraffic other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(
            Id,
            Name,
            MessagesSent + other.MessagesSent,
            MessagesDelivered + other.MessagesDelivered,
            DirectorySent + other.DirectorySent,
            DirectoryDelivered + other.DirectoryDelivered,
            ControlSent + other.ControlSent,
            ControlDelivered + other.ControlDelivered,
            ServicesSent + other.ServicesSent,
            ServicesDelivered + other.ServicesDelivered);
    }
}
