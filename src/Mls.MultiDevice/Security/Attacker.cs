using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Security;

/// <summary>Whoever has stolen the whole private state of one device and hears everything public. Passive: it sends nothing and draws nothing.
/// Checks nothing, stops at nothing, deletes nothing; it tries everything it has on everything it hears until nothing more comes of it.</summary>
public sealed class Attacker : IDisposable
{
    private readonly ICryptoProvider _crypto;
    private readonly Device _device;
    private readonly GroupId _userGroup;
    private readonly PublicHistory _history;
    private readonly Loot _loot = new();
    private readonly IDerivations? _derivations;
    private readonly PathThief _paths;
    private readonly WelcomeThief _welcomes;
    private readonly Dictionary<HpkePublicKey, (GroupId Group, LeafNode Leaf)> _leaves = [];
    private readonly HashSet<(GroupId Group, ulong Epoch)> _read = [];
    private readonly HashSet<(int Joiner, GroupId Group, ulong Epoch)> _joinersTried = [];
    private readonly HashSet<(GroupId Group, ulong Epoch)> _learnt = [];
    private readonly Dictionary<(GroupName Group, ulong Number), OpaqueBytes> _opened = [];
    private readonly Dictionary<(GroupName Group, ulong Number), EpochLoot?> _failed = [];
    private int _packagesRead;

    private Attacker(DeviceEnvironment environment, Device device, ReadOnlySpan<byte> snapshot)
    {
        _crypto = environment.Crypto;
        _device = device;
        _userGroup = GroupIds.OfUserGroup(device.User);
        var services = new GroupServices(_crypto, new NoChance(), device.Clock, new TrustsAnybody());
        _history = new PublicHistory(services);
        _paths = new PathThief(_crypto, _loot);
        _welcomes = new WelcomeThief(_crypto, _loot);
        device.JoinKeys.Surrender(_loot);
        _derivations = device.Mode.UserGroup?.Surrender(_loot);
        foreach (var group in GroupsOf(device))
        {
            StolenGroup.Take(_loot, _crypto, group);
            _history.Know(group.Public);
        }

        TakePending(environment, snapshot);
    }

    /// <summary>What has been opened so far: application data by the group's name and the number in its log.</summary>
    public IReadOnlyDictionary<(GroupName Group, ulong Number), OpaqueBytes> Opened => _opened;

    /// <summary>Loads an attacker with a device's snapshot.</summary>
    /// <param name="crypto">The suite's primitives; what the attacker computes counts for nobody.</param>
    /// <param name="run">The run's settings and mode.</param>
    /// <param name="name">The device.</param>
    /// <param name="snapshot">What <see cref="DeviceSnapshot"/> wrote.</param>
    /// <exception cref="MalformedException">Not a snapshot.</exception>
    public static Attacker Steal(ICryptoProvider crypto, ModeRun run, string name, ReadOnlySpan<byte> snapshot)
    {
        var alone = new Isolation();
        var environment = new DeviceEnvironment(crypto, new NoChance(), new AuthenticationDirectory(crypto, alone), alone, run);
        return new Attacker(environment, Load(environment, name, snapshot), snapshot);
    }

    /// <summary>Takes public octets, in any order.</summary>
    public void Hear(DeviceItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        _history.Hear(item);
        if (item is DeviceItem.Entry { Octets: var octets })
        {
            // A secret that somebody says in clear is no secret.
            _derivations?.Read(_loot, octets);
        }
    }

    /// <summary>The epoch of an application message that has been heard; <see langword="null"/> where it is none.</summary>
    public ulong? EpochOf(GroupName group, ulong number) => _history.Messages.GetValueOrDefault((group, number))?.Epoch.Value;

    /// <summary>Tries everything on everything, again and again: a new secret may open what an old one could not. Ends, because each round but the last adds
    /// a state, a key or a message, and the log has only so many.</summary>
    public void Pursue()
    {
        while (Round())
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _device.Dispose();
        _derivations?.Dispose();
        _paths.Dispose();
        _loot.Dispose();
    }

    private static Device Load(DeviceEnvironment environment, string name, ReadOnlySpan<byte> snapshot)
    {
        var reader = new TlsReader(snapshot);
        return DeviceSnapshot.Read(ref reader, environment, name);
    }

    private static IEnumerable<Group> GroupsOf(Device device)
    {
        var memberships = device.UserGroup is { } userGroup ? device.Groups.Values.Prepend(userGroup) : device.Groups.Values;
        return memberships.Select(membership => membership.Group);
    }

    /// <summary>Commits of the device's own that nobody has answered yet: the epochs that they start, should they be accepted.</summary>
    private void TakePending(DeviceEnvironment environment, ReadOnlySpan<byte> snapshot)
    {
        using var other = Load(environment, _device.Name, snapshot);
        var memberships = other.UserGroup is { } userGroup ? other.Groups.Values.Prepend(userGroup) : other.Groups.Values;
        foreach (var membership in memberships)
        {
            if (membership.LetIn is { } letIn)
            {
                _loot.Add(JoinerSecret.From(letIn.Joiner.Expose()), PskSecret.From(letIn.Psk.Expose()));
            }

            using var pending = membership.TakePending();
            if (pending is not null)
            {
                membership.Group.Apply(pending.Staged);
                StolenGroup.Take(_loot, _crypto, membership.Group);
            }
        }

        foreach (var join in other.Entries.OnTheWay())
        {
            using var group = join.TakeGroup();
            StolenGroup.Take(_loot, _crypto, group);
        }
    }

    private bool Round()
    {
        var isNew = _history.Extend();
        foreach (var state in _history.States)
        {
            Read(state);
        }

        ReadPackages();

        foreach (var (group, leaf) in _leaves.Values)
        {
            isNew |= _derivations?.TryLeaf(_loot, group, leaf) ?? false;
        }

        isNew |= _welcomes.Try(_history);
        isNew |= TryJoiners();
        foreach (var transition in _history.Transitions)
        {
            isNew |= _paths.Try(transition);
        }

        isNew |= LearnUserEpochs();
        return OpenMessages() || isNew;
    }

    /// <summary>Collects the user's leaves of a state.</summary>
    private void Read(PublicGroup state)
    {
        if (!_read.Add((state.GroupId, state.Epoch.Value)))
        {
            return;
        }

        if (state.GroupId == _userGroup)
        {
            _derivations?.Heard(state.Epoch.Value);
            return;
        }

        foreach (var (_, leaf) in state.Tree.Leaves())
        {
            if (leaf.Credential is Credential.Basic basic && basic.Identity == _device.UserId)
            {
                _leaves.TryAdd(leaf.EncryptionKey, (state.GroupId, leaf));
            }
        }
    }

    /// <summary>Collects the KeyPackages that Commits have added since the last round.</summary>
    private void ReadPackages()
    {
        for (; _packagesRead < _history.Transitions.Count; _packagesRead++)
        {
            foreach (var added in _history.Transitions[_packagesRead].Provisional.Added)
            {
                _loot.Know(added.KeyPackage.Ref(_crypto), added.KeyPackage.InitKey);
            }
        }
    }

    /// <summary>Every joiner secret on every epoch that is closed.</summary>
    private bool TryJoiners()
    {
        var isNew = false;
        for (var i = 0; i < _loot.Joiners.Count; i++)
        {
            foreach (var state in _history.States)
            {
                if (_loot.Epoch(state.GroupId, state.Epoch.Value) is not { IsWhole: true } && _joinersTried.Add((i, state.GroupId, state.Epoch.Value)))
                {
                    isNew |= _paths.Enter(state, KeySchedule.DeriveEpoch(_crypto, _loot.Joiners[i].Joiner, _loot.Joiners[i].Psk, Tls.Encode(state.Context)));
                }
            }
        }

        return isNew;
    }

    private bool LearnUserEpochs()
    {
        var isNew = false;
        foreach (var ((group, epoch), loot) in _loot.Epochs)
        {
            if (group == _userGroup && _derivations is not null && _learnt.Add((group, epoch)))
            {
                _derivations.Learn(epoch, loot.Secrets);
                isNew = true;
            }
        }

        return isNew;
    }

    private bool OpenMessages()
    {
        var isNew = false;
        foreach (var (place, message) in _history.Messages)
        {
            if (_opened.ContainsKey(place) || Open(place, message) is not { } data)
            {
                continue;
            }

            _opened.Add(place, data);
            isNew = true;
            if (message.GroupId == _userGroup)
            {
                _derivations?.Read(_loot, data);
            }
        }

        return isNew;
    }

    private OpaqueBytes? Open((GroupName Group, ulong Number) place, PrivateMessage message)
    {
        var loot = _loot.Epoch(message.GroupId, message.Epoch.Value);
        var isFirst = !_failed.TryGetValue(place, out var before);
        if (!isFirst && ReferenceEquals(before, loot))
        {
            return null;
        }

        _failed[place] = loot;
        return loot?.Open(_crypto, message) ?? (isFirst ? Receive(message) : null);
    }

    /// <summary>Normal processing, by the group as it was stolen: it has the keys that were skipped, and those of past epochs.</summary>
    private OpaqueBytes? Receive(PrivateMessage message)
    {
        try
        {
            return GroupsOf(_device).FirstOrDefault(group => group.GroupId == message.GroupId)?.Receive(new MlsMessage.OfPrivateMessage(message)) is ReceiveResult.Application application
                ? application.Data
                : null;
        }
        catch (Exception exception) when (exception is ProtocolViolationException or MalformedException)
        {
            return null;
        }
    }
}
