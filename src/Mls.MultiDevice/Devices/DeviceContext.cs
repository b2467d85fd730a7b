using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Wire;
using Mls.MultiDevice.Directory;

namespace Mls.MultiDevice.Devices;

/// <summary>What a mode may see of its device and have it do. What the device has under way, and the order in which it reads its mail, are not the mode's business.</summary>
internal sealed class DeviceContext
{
    private readonly Device _device;

    public DeviceContext(Device device)
    {
        _device = device;
        Commits = new CommitSubmitter(device);
    }

    /// <summary>USER/DEVICE.</summary>
    public string Name => _device.Name;

    /// <summary>The user's name.</summary>
    public string User => _device.User;

    /// <summary>The identity in the user's credentials.</summary>
    public OpaqueBytes UserId => _device.UserId;

    /// <summary>The device's own signature key, lent; <see langword="null"/> before it has been started.</summary>
    public SignaturePrivateKey? IdentityKey => _device.IdentityKey;

    /// <summary>The run's settings.</summary>
    public ActorRunSettings Settings => _device.Environment.Settings;

    /// <summary>The authentication service.</summary>
    public AuthenticationDirectory Directory => _device.Environment.Directory;

    /// <summary>The directory as the device sees it now.</summary>
    public DeviceAuthentication Authentication => _device.Authentication;

    /// <summary>The device's clock.</summary>
    public VirtualClock Clock => _device.Clock;

    /// <summary>The device's primitives: counted, and noted in the ledger.</summary>
    public ICryptoProvider Crypto => _device.Crypto;

    /// <summary>The device's random stream for keys.</summary>
    public IRandomSource Keys => _device.Keys;

    /// <summary>What groups need from outside, with the RFC's own seams.</summary>
    public GroupServices Services => _device.Services;

    /// <summary>Whether a Commit that only adds to a conversation group carries a path.</summary>
    public bool AddsWithPath => _device.Mode.AddsWithPath;

    /// <summary>The keys behind published KeyPackages.</summary>
    public HeldJoinKeys JoinKeys => _device.JoinKeys;

    /// <summary>The user group, where the mode has one and the device is in it.</summary>
    public Membership? UserGroup => _device.UserGroup;

    /// <summary>The conversation groups that the device is in, by name.</summary>
    public IReadOnlyDictionary<string, Membership> Groups => _device.Groups;

    /// <summary>Builds Commits and sends them.</summary>
    public CommitSubmitter Commits { get; }

    /// <summary>Ways into groups that the device is not in.</summary>
    public GroupEntrances Entrances => _device.Entrances;

    /// <summary>Whether everything that has come of every group has been handled, and no group is being entered anew.</summary>
    public bool IsSettled => _device.Groups.All(group => group.Value.Held.Count == 0 && !_device.Entries.Contains(group.Key));

    /// <summary>Enters a group by an external Commit.</summary>
    public void EnterAlone(Step step, string group) => _device.Entries.Begin(step, group);

    /// <summary>The device is in a group whose state it has made or derived.</summary>
    /// <param name="step">The step.</param>
    /// <param name="name">The group's name.</param>
    /// <param name="group">The group.</param>
    public void Enter(Step step, GroupName name, Group group) => _device.Enter(step, name, group, 0);

    /// <summary>Enters a group that is there for nobody else yet.</summary>
    public void Enter(Step step, Membership membership) => _device.Enter(step, membership);

    /// <summary>Whether a group of this id goes by this name.</summary>
    public bool IsNamed(GroupId group, GroupName name) => _device.IsNamed(group, name);

    /// <summary>Encrypts application data, and lets the outside see what was used for it.</summary>
    public OpaqueBytes Seal(Step step, Membership membership, ReadOnlySpan<byte> data)
    {
        var watch = _device.Environment.Watch;
        var began = watch.Begin();
        var octets = Tls.EncodeOpaque(membership.Group.Protect(data));
        watch.Sealed(began, membership.Name);
        _device.SeeSealed(step, membership);
        return octets;
    }
}
