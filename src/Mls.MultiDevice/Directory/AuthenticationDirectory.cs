using System.Collections.Concurrent;
using Mls.Core.Authentication;
using Mls.Core.Crypto;
using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Mls.MultiDevice.Directory;

/// <summary>The authentication service over the users' logs: which signature keys stand for a user at which time. Every record is decoded and verified once.
/// Safe to share between threads.</summary>
/// <param name="crypto">Verifies records; not a device's metered one, for this work is the service's.</param>
/// <param name="log">The logs.</param>
/// <param name="graceMilliseconds">For how long keys that a revocation ends stay valid, so that those who have not caught up can.</param>
/// <param name="devicesShareLeaves">Whether one device's key may take the place of a sibling's in a leaf.</param>
public sealed class AuthenticationDirectory(ICryptoProvider crypto, IDirectoryLog log, long graceMilliseconds = AuthenticationDirectory.DefaultGrace, bool devicesShareLeaves = false)
{
    /// <summary>30 days.</summary>
    public const long DefaultGrace = 30L * 24 * 60 * 60 * 1000;

    private bool DevicesShareLeaves => devicesShareLeaves;

    private readonly ConcurrentDictionary<string, UserLog> _users = new(StringComparer.Ordinal);
    private long _ignored;

    /// <summary>Records read so far that are malformed, badly signed or not their signer's to say.</summary>
    public long Ignored => Interlocked.Read(ref _ignored);

    /// <summary>The user that the identity of a basic credential names, or <see langword="null"/>.</summary>
    public static string? UserOf(OpaqueBytes identity) => UserId.Name(identity);

    /// <summary>The service as a member at <paramref name="now"/> sees it, who follows what was accepted before and meets it in trees: a revocation has its grace.</summary>
    /// <param name="now">Virtual milliseconds.</param>
    public IAuthenticationService At(long now) => new View(this, now, (log, key) => log.IsValid(key, now, graceMilliseconds));

    /// <summary>The service as whoever accepts at <paramref name="now"/> sees it: what a revocation has ended enters no group any more.</summary>
    /// <param name="now">Virtual milliseconds.</param>
    public IAuthenticationService WithoutGraceAt(long now) => new View(this, now, (log, key) => log.IsValid(key, now, -1));

    /// <summary>The service as a member at <paramref name="now"/> sees it, who follows an entry of a group's log: what the entry brings was accepted before its key ended.</summary>
    /// <param name="now">Virtual milliseconds.</param>
    /// <param name="accepted">Virtual milliseconds at which the group's service says that it has accepted the entry.</param>
    /// <param name="isLate">Whether the entry has come later than mail takes.</param>
    public IAuthenticationService Following(long now, long accepted, bool isLate) => new View(this, now, (log, key) => log.WasValid(key, now, accepted, isLate));

    /// <summary>Whether <paramref name="key"/> stands for <paramref name="user"/> at <paramref name="now"/>, or did within the grace.</summary>
    public bool IsValid(string user, SignaturePublicKey key, long now) => Of(user, now).IsValid(key, now, graceMilliseconds);

    /// <summary>The device of <paramref name="user"/> that signs with <paramref name="key"/>; <see langword="null"/> where it is none's, or a leaf's.</summary>
    public string? DeviceOf(string user, SignaturePublicKey key, long now) => Of(user, now).DeviceOf(key, now);

    /// <summary>The user's devices, in the order in which they came.</summary>
    public IReadOnlyList<string> ActiveDevices(string user, long now) => Of(user, now).ActiveDevices(now);

    /// <summary>Whether a device, USER/DEVICE, is its user's at <paramref name="now"/>.</summary>
    public bool IsActive(string device, long now)
    {
        ArgumentNullException.ThrowIfNull(device);
        var slash = device.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && ActiveDevices(device[..slash], now).Contains(device, StringComparer.Ordinal);
    }

    /// <summary>The devices that were the user's and are not any more, in the order in which they came.</summary>
    public IReadOnlyList<RevokedDevice> RevokedDevices(string user, long now) => Of(user, now).RevokedDevices(now);

    /// <summary>The number of the user-group epoch that a leaf key of <paramref name="user"/> is certified for; <see langword="null"/> where it is none of the user's leaf keys.</summary>
    public ulong? EpochOf(string user, SignaturePublicKey key, long now) => Of(user, now).EpochOf(key, now);

    /// <summary>The number of the first user-group epoch after the last removal of one of the user's devices; 0 where none has been removed.</summary>
    public ulong LastRemoval(string user, long now) => Of(user, now).LastRemoval(now);

    /// <inheritdoc cref="UserLog.Records"/>
    internal (int Statements, FetchedRecords Fetched, FetchedRecords? Certificate) Records(
        string user, SignaturePublicKey? key, long now, int before, SignaturePublicKey? reader) => Of(user, now).Records(key, now, before, reader);

    private UserLog Of(string user, long now)
    {
        var known = _users.GetOrAdd(user, static name => new UserLog(name));
        var ignored = known.CatchUp(crypto, log, now);
        if (ignored > 0)
        {
            Interlocked.Add(ref _ignored, ignored);
        }

        return known;
    }

    private sealed class View(AuthenticationDirectory directory, long now, Func<UserLog, SignaturePublicKey, bool> isValid) : IAuthenticationService
    {
        public bool IsValid(Credential credential, SignaturePublicKey key) =>
            MembershipChecks.UserOf(credential) is { } user && isValid(directory.Of(user, now), key);

        public bool IsSuccessor(LeafNode present, LeafNode next)
        {
            ArgumentNullException.ThrowIfNull(present);
            ArgumentNullException.ThrowIfNull(next);
            if (MembershipChecks.UserOf(present) is not { } user || MembershipChecks.UserOf(next) != user)
            {
                return false;
            }

            return present.SignatureKey == next.SignatureKey || directory.DevicesShareLeaves || directory.Of(user, now).AreOfOneKind(present.SignatureKey, next.SignatureKey, now);
        }
    }
}
