using System.Diagnostics;
using System.Diagnostics.Metrics;
using Mls.Core.Crypto;

namespace Mls.MultiDevice.Metering;

/// <summary>Measures what the devices of one run compute. Where nobody listens it does not even look at the clock. What it measures does not influence the run.</summary>
public sealed class DeviceWatch
{
    private const string UserGroup = "user";
    private const string Conversation = "conversation";
    private const string Sender = "sender";
    private const string Receiver = "receiver";
    private const string Joiner = "joiner";

    private readonly DeviceMeter? _meter;
    private readonly KeyValuePair<string, object?> _mode;
    private readonly KeyValuePair<string, object?> _suite;

    internal DeviceWatch(DeviceMeter? meter, string mode, string suite)
    {
        _meter = meter;
        _mode = new("mode", mode);
        _suite = new("suite", suite);
    }

    /// <summary>Measures nothing.</summary>
    public static DeviceWatch None { get; } = new(null, string.Empty, string.Empty);

    /// <summary>A moment to measure from; 0 where nobody listens.</summary>
    internal long Begin() => _meter is { } meter && IsListened(meter) ? meter.Clock.GetTimestamp() : 0;

    /// <summary>A Commit has been built, for the group of this name.</summary>
    internal void Committed(long began, GroupName group) => Record(_meter?.Commit, began, Sender, group);

    /// <summary>Somebody's Commit has been checked, and the next epoch derived.</summary>
    internal void Processed(long began, GroupName group) => Record(_meter?.Process, began, Receiver, group);

    /// <summary>A Welcome has led to a group's state.</summary>
    internal void Welcomed(long began, GroupName group) => Record(_meter?.Welcome, began, Joiner, group);

    /// <summary>An application message has been encrypted.</summary>
    internal void Sealed(long began, GroupName group) => Record(_meter?.Seal, began, Sender, group);

    /// <summary>An application message has been decrypted.</summary>
    internal void Opened(long began, GroupName group) => Record(_meter?.Open, began, Receiver, group);

    /// <summary>Operations that a device is charged for.</summary>
    internal void Count(OperationCounts counts)
    {
        if (_meter is { } meter)
        {
            Add(meter.Hpke, "seal", counts.Seal);
            Add(meter.Hpke, "open", counts.Open);
            Add(meter.Hpke, "derive-key-pair", counts.DeriveKeyPair);
            Add(meter.Sign, "sign", counts.Sign);
            Add(meter.Sign, "verify", counts.Verify);
            Add(meter.Aead, "seal", counts.AeadSeal);
            Add(meter.Aead, "open", counts.AeadOpen);
        }
    }

    private static bool IsListened(DeviceMeter meter) =>
        meter.Commit.Enabled || meter.Process.Enabled || meter.Welcome.Enabled || meter.Seal.Enabled || meter.Open.Enabled;

    private void Record(Histogram<double>? durations, long began, string role, GroupName group)
    {
        if (began != 0 && durations is { Enabled: true })
        {
            var tags = new TagList { _mode, _suite, { "role", role }, { "group_kind", group is GroupName.OfUser ? UserGroup : Conversation } };
            durations.Record(_meter!.Clock.GetElapsedTime(began).TotalSeconds, tags);
        }
    }

    private void Add(Counter<long> counter, string operation, long count)
    {
        if (count > 0 && counter.Enabled)
        {
            counter.Add(count, new TagList { _mode, _suite, { "op", operation } });
        }
    }
}
