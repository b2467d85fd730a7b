using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Simulation.Measuring;
using Simulation.Workload;

namespace Simulation.Reporting;

/// <summary>Sums over the measured phase, creation of groups included whenever it happened: everything that was carried is in one of them.</summary>
public sealed class TotalResults
{
    /// <summary>MLS messages of changes of groups, users, devices and keys.</summary>
    public const string Changes = "changes";

    /// <summary>KeyPackages and the notices of them.</summary>
    public const string KeyPackages = "keyPackages";

    /// <summary>Application messages.</summary>
    public const string Messages = "messages";

    /// <summary>Records to the directory and from it, whatever for.</summary>
    public const string Directory = "directory";

    /// <summary>What mails carry around and beside MLS messages, whatever for.</summary>
    public const string Control = "control";

    /// <summary>Everything but what application messages, coming and going cause.</summary>
    public const string WithoutMessages = "withoutMessages";

    /// <summary>Everything that devices sent and were delivered.</summary>
    public const string Everything = "everything";

    /// <summary>Everything between services.</summary>
    public const string BetweenServices = "betweenServices";

    private static readonly ImmutableArray<string> ChangeNames =
        [OperationNames.CreateGroup, OperationNames.AddUser, OperationNames.RemoveUser, OperationNames.AddDevice, OperationNames.RemoveDevice, OperationNames.UpdateKeys];

    private static readonly ImmutableArray<string> MessageNames = [OperationNames.SendMessage, OperationNames.GoOnline, OperationNames.GoOffline];

    private readonly ImmutableArray<TrafficAccount> _traffic;
    private readonly ImmutableArray<(string Name, OperationTally Tally)> _tallies;

    internal TotalResults(ImmutableArray<TrafficAccount> traffic, RunTally tally)
    {
        _traffic = [.. traffic.Where(account => IsIn(account.Key.Operation, account.Key.Phase))];
        _tallies = [.. tally.Operations.Where(entry => IsIn(entry.Key.Name, entry.Key.Phase)).Select(entry => (entry.Key.Name, entry.Value))];
    }

    /// <summary>All sums by name.</summary>
    internal ImmutableSortedDictionary<string, TotalResult> All() => new Dictionary<string, TotalResult>
    {
        [Changes] = Of(name => ChangeNames.Contains(name), IsMls, tally => PublicKey(tally) - OfDirectory(tally)),
        [KeyPackages] = Of(name => name == OperationNames.PublishKeyPackages, IsMls, tally => PublicKey(tally) - OfDirectory(tally)),
        [Messages] = Of(name => name == OperationNames.SendMessage, IsMls, tally => PublicKey(tally) - OfDirectory(tally)),
        [Directory] = Of(_ => true, label => label == TrafficLabels.Directory, OfDirectory),
        [Control] = Of(_ => true, label => label == TrafficLabels.Control, _ => 0),
        [WithoutMessages] = Of(name => !MessageNames.Contains(name), _ => true, PublicKey),
        [Everything] = Of(_ => true, _ => true, PublicKey),
        [BetweenServices] = new(
            Octets(LinkClass.ServiceToService, _ => true, account => account.SentOctets),
            Octets(LinkClass.ServiceToService, _ => true, account => account.DeliveredOctets),
            0),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Whether a label is that of MLS messages.</summary>
    internal static bool IsMls(string label) => label is not (TrafficLabels.Control or TrafficLabels.Directory);

    private TotalResult Of(Func<string, bool> operations, Func<string, bool> labels, Func<OperationTally, long> publicKey)
    {
        bool Counts(TrafficKey key) => operations(key.Operation) && labels(key.Label);
        return new TotalResult(
            Octets(LinkClass.DeviceToService, Counts, account => account.SentOctets),
            Octets(LinkClass.ServiceToDevice, Counts, account => account.DeliveredOctets),
            _tallies.Where(entry => operations(entry.Name)).Sum(entry => publicKey(entry.Tally)));
    }

    private long Octets(LinkClass link, Func<TrafficKey, bool> which, Func<TrafficAccount, long> octets) =>
        _traffic.Where(account => account.Key.Link == link && which(account.Key)).Sum(octets);

    private static bool IsIn(string operation, Phase phase) => phase == Phase.Measured || operation == OperationNames.CreateGroup;

    private static long PublicKey(OperationTally tally) =>
        tally.PublicKey.Seal + tally.PublicKey.Open + tally.PublicKey.Sign + tally.PublicKey.Verify + tally.PublicKey.DeriveKeyPair;

    private static long OfDirectory(OperationTally tally) => tally.DirectorySigned + tally.DirectoryVerified;
}
