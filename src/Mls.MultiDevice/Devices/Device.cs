using System.Buffers.Binary;
using System.Security.Cryptography;
using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.Security;

namespace Mls.MultiDevice.Devices;

/// <summary>One device: its keys, its groups, what it has under way. Pure and synchronous; everything it wants done comes out as a <see cref="Step"/>.</summary>
public sealed class Device : IDisposable
{
    private readonly LedgerCryptoProvider _ledger;
    private readonly MeteringCryptoProvider _meter;

    /// <summary>A device that does not exist for its user yet; <see cref="TraceCommand.Start"/> brings it into being.</summary>
    /// <param name="environment">What all devices share.</param>
    /// <param name="name">USER/DEVICE.</param>
    public Device(DeviceEnvironment environment, string name)
        : this(environment, name, 0, 0)
    {
        Mode = environment.Mode.Open(Context, null);
    }

    internal Device(DeviceEnvironment environment, string name, ulong keysPosition, ulong waitsPosition)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(name);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0)
        {
            throw new ArgumentException($"device name '{name}', allowed is USER/DEVICE", nameof(name));
        }

        Environment = environment;
        Name = name;
        User = name[..slash];
        UserId = Directory.UserId.Of(User);
        Clock = new VirtualClock(environment.Settings.StartUnixSeconds);
        _meter = new MeteringCryptoProvider(environment.Crypto);
        _ledger = new LedgerCryptoProvider(_meter);
        Keys = environment.Streams.Open(name, "keys", keysPosition);
        Waits = environment.Streams.Open(name, "waits", waitsPosition);
        Authentication = new DeviceAuthentication(environment.Directory, Clock, () => IdentityKey?.PublicKey);
        Services = new GroupServices(_ledger, Keys, Clock, Authentication)
        {
            Grease = GreasePolicy.None,
            Padding = new NoPadding(),
            Limits = Limits,
        };
        Jobs = new JobQueue(this);
        KeyPackages = new KeyPackageFetcher(this);
        Inbox = new DeviceInbox(this);
        Entrances = new GroupEntrances(this);
        Entries = new ExternalEntries(this);
        JoinKeys = new HeldJoinKeys(Clock, environment.Settings.KeyPackageLifetimeSeconds);
        Context = new DeviceContext(this);
    }

    /// <summary>Past epochs whose messages a device opens and a delivery service accepts.</summary>
    public const int PastEpochs = 5;

    /// <summary>Most generations that one message may skip: striping leaves gaps as wide as the tree of devices, and mail that an offline device misses adds to them.</summary>
    private const int MaxForward = 1000;

    // What is late is a matter of epochs here, as for the delivery service: a device may be offline for virtual days.
    private static readonly GroupLimits Limits = new(PastEpochs, 1, new SecretTreeLimits { MaxForward = MaxForward }) { PastEpochAge = null };

    /// <summary>USER/DEVICE.</summary>
    public string Name { get; }

    /// <summary>The user's name.</summary>
    public string User { get; }

    /// <summary>What computing costs here.</summary>
    public string Class { get; internal set; } = string.Empty;

    /// <summary>Whether the device belongs to its user.</summary>
    public bool IsActive { get; internal set; }

    /// <summary>Whether it is connected.</summary>
    public bool IsOnline { get; internal set; } = true;

    /// <summary>Virtual milliseconds since when it has been connected, where it is.</summary>
    public long ConnectedAt { get; internal set; }

    /// <summary>The groups it is in, by name.</summary>
    public SortedDictionary<string, Membership> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>The user group, where the mode has one.</summary>
    public Membership? UserGroup { get; internal set; }

    /// <summary>Number of the next item of its mailbox.</summary>
    public ulong NextItem => Inbox.Next;

    /// <summary>Operations under way.</summary>
    public int JobCount => Jobs.Jobs.Count;

    internal DeviceEnvironment Environment { get; }

    internal OpaqueBytes UserId { get; }

    internal VirtualClock Clock { get; }

    internal IRandomStream Keys { get; }

    internal IRandomStream Waits { get; }

    internal DeviceAuthentication Authentication { get; }

    /// <summary>What groups need from outside, with the RFC's own seams.</summary>
    internal GroupServices Services { get; }

    /// <summary>The primitives of this device: counted, and noted in the ledger.</summary>
    internal ICryptoProvider Crypto => _ledger;

    internal SignaturePrivateKey? IdentityKey { get; set; }

    internal IMultiDeviceMode Mode { get; set; } = null!;

    /// <summary>What the mode sees of the device.</summary>
    internal DeviceContext Context { get; }

    internal JobQueue Jobs { get; }

    internal KeyPackageFetcher KeyPackages { get; }

    internal DeviceInbox Inbox { get; }

    internal GroupEntrances Entrances { get; }

    internal ExternalEntries Entries { get; }

    internal HeldJoinKeys JoinKeys { get; }

    /// <summary>Whether conversation groups can be entered: not before the device has keys to do it with.</summary>
    internal bool CanEnter => Mode.UserGroup?.CanEnter ?? true;

    /// <summary>Whoever has stolen the device's state, in runs with an attack.</summary>
    internal Thief? Thief { get; set; }

    /// <summary>Handles what the trace asks.</summary>
    public Step Handle(long now, Cause cause, TraceCommand command)
    {
        var step = Begin(now, cause);
        switch (command)
        {
            case TraceCommand.Start start:
                Class = start.Class;
                IsActive = true;
                ConnectedAt = now;
                IdentityKey = Crypto.GenerateSignatureKey(Keys);
                Mode.Start(step, start.Sponsor);
                break;
            case TraceCommand.GoOnline when !IsOnline:
                IsOnline = true;
                ConnectedAt = now;
                if (IsActive)
                {
                    step.Tell(User, new UserMail.Presence(IsOnline: true));
                    Inbox.Drain(step);
                }

                break;
            case TraceCommand.GoOffline when IsOnline:
                IsOnline = false;
                if (IsActive)
                {
                    step.Tell(User, new UserMail.Presence(IsOnline: false));
                }

                break;
            default:
                CommandIntake.Take(this, step, command);
                break;
        }

        return End(step);
    }

    /// <summary>Handles mail from the account service.</summary>
    public Step Handle(long now, Cause cause, MailboxDelivery delivery)
    {
        var step = Begin(now, cause);
        Inbox.Arrive(step, delivery);
        return End(step);
    }

    /// <summary>Hears what is for others, as whoever has stolen the device's state does.</summary>
    public Step Overhear(long now, Cause cause, DeviceItem item)
    {
        var step = new Step(now, cause, Charge);
        BeRobbed();
        Thief?.Hear(step, item);
        return step;
    }

    /// <summary>The device's timer is due.</summary>
    public Step Wake(long now) => End(Begin(now, Cause.None));

    /// <summary>The group of a name; <see langword="null"/> where the device is not in it.</summary>
    public Membership? Find(GroupName name) => name is GroupName.Conversation conversation ? Groups.GetValueOrDefault(conversation.Name) : UserGroup;

    /// <inheritdoc/>
    public void Dispose()
    {
        Clear();
        Thief?.Dispose();
        Thief = null;
    }

    /// <summary>The device does not belong to its user any more: it clears everything. Whoever has a copy does not.</summary>
    internal void Clear()
    {
        Mode.UserGroup?.Dispose();
        JoinKeys.Dispose();
        Entries.Dispose();
        UserGroup?.Dispose();
        IdentityKey?.Dispose();
        foreach (var membership in Groups.Values)
        {
            membership.Dispose();
        }

        Groups.Clear();
        UserGroup = null;
        IdentityKey = null;
        IsActive = false;
    }

    /// <summary>The last moment at which the device still has everything: the run's attack takes a copy, once, where this device is among its victims.</summary>
    internal void BeRobbed()
    {
        if (Thief is null && Environment.Settings.Attack.Includes(Name))
        {
            Thief = Thief.Rob(this);
        }
    }

    /// <summary>Enters a group, or enters it anew.</summary>
    /// <param name="step">The step.</param>
    /// <param name="name">The group's name.</param>
    /// <param name="group">The group.</param>
    /// <param name="acceptedAt">Virtual milliseconds at which its service says that it has accepted the present epoch.</param>
    internal void Enter(Step step, GroupName name, Group group, ulong acceptedAt)
    {
        var membership = new Membership(name, group, group.Epoch.Value);
        membership.Reach(Math.Max(acceptedAt, Find(name)?.AcceptedUpTo ?? 0));
        Enter(step, membership);
    }

    /// <summary>Enters a group, or enters it anew.</summary>
    internal void Enter(Step step, Membership membership)
    {
        var name = membership.Name;
        membership.UserEpoch = Entrances.Find(name)?.UserEpoch ?? UserGroup?.Group.Epoch.Value ?? 0;
        Find(name)?.Dispose();
        if (name is GroupName.Conversation { Name: var conversation })
        {
            Groups[conversation] = membership;
            Entries.Forget(conversation);
        }
        else
        {
            UserGroup = membership;
        }

        Entered(step, membership, joined: true);
        Entrances.Release(step, name);
    }

    /// <summary>The device is not in the group any more.</summary>
    internal void Leave(Membership membership)
    {
        if (membership.Name is GroupName.Conversation conversation)
        {
            Groups.Remove(conversation.Name);
        }
        else
        {
            UserGroup = null;
        }

        membership.Dispose();
    }

    /// <summary>Shares the tree, lets the mode know, and lets the outside see the epoch.</summary>
    internal void Entered(Step step, Membership membership, bool joined)
    {
        var group = membership.Group;
        group.ShareTree(Environment.Trees.Share(group.GroupId, group.Public.Tree));
        if (!membership.IsFounding)
        {
            SeeEpoch(step, membership, joined);
        }

        Mode.UserGroup?.Applied(step, membership);
    }

    /// <summary>A group that this device has created is there.</summary>
    internal void Founded(Step step, Membership membership)
    {
        if (membership.IsFounding)
        {
            membership.IsFounding = false;
            SeeEpoch(step, membership, joined: true);
        }
    }

    /// <summary>Whether a group of this id goes by this name.</summary>
    internal bool IsNamed(GroupId group, GroupName name) =>
        group == (name is GroupName.Conversation conversation ? Directory.GroupIds.Of(conversation.Name) : Directory.GroupIds.OfUserGroup(User));

    /// <summary>The name under which the outside knows the group.</summary>
    internal string FactName(GroupName name) => name is GroupName.Conversation conversation ? conversation.Name : "user:" + User;

    /// <summary>Lets the outside see what was sealed in this group.</summary>
    internal void SeeSealed(Step step, Membership membership)
    {
        foreach (var (high, low) in _ledger.Take())
        {
            step.See(new DeviceFact.KeyNonceUsed(FactName(membership.Name), membership.Group.Epoch.Value, high, low));
        }
    }

    private void SeeEpoch(Step step, Membership membership, bool joined)
    {
        var group = membership.Group;
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(group.EpochAuthenticator.Expose(), hash);
        step.See(new DeviceFact.EpochEntered(FactName(membership.Name), group.Epoch.Value, BinaryPrimitives.ReadUInt64BigEndian(hash), joined));
    }

    private Step Begin(long now, Cause cause)
    {
        Clock.Now = now;
        return new Step(now, cause, Charge);
    }

    private Step End(Step step)
    {
        if (IsActive && IsOnline)
        {
            Jobs.Pump(step);
        }

        Authentication.Settle();
        Mode.UserGroup?.Settle();
        JoinKeys.Expire();
        foreach (var (high, low) in _ledger.Take())
        {
            step.See(new DeviceFact.KeyNonceUsed("user:" + User, 0, high, low));
        }

        Charge(step);
        return step;
    }

    /// <summary>Lets the outside see what has been computed for the present cause.</summary>
    private void Charge(Step step)
    {
        // Records are verified once for all devices of the process; each is charged as if it had done it.
        var (signed, fetched) = Authentication.TakeUse();
        var counts = _meter.TakeCounts() + new OperationCounts { Verify = fetched.Records };
        if (counts != default)
        {
            Environment.Watch.Count(counts);
            step.See(new DeviceFact.Operations(counts));
        }

        if (signed + fetched.Records > 0)
        {
            step.See(new DeviceFact.DirectoryUsed(signed, fetched.Records, fetched.Octets));
        }
    }
}
