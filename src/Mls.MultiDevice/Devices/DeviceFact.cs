using Mls.Core.Crypto;

namespace Mls.MultiDevice.Devices;

/// <summary>What a device lets the outside see, for measuring and for the invariants. Nothing secret. A closed choice.</summary>
public abstract record DeviceFact
{
    private DeviceFact()
    {
    }

    /// <summary>The device has entered an epoch.</summary>
    public sealed record EpochEntered(string Group, ulong Epoch, ulong AuthenticatorHash, bool Joined) : DeviceFact;

    /// <summary>An accepted Commit cannot be processed here.</summary>
    public sealed record CommitUnprocessable(string Group, ulong Epoch, string Rule) : DeviceFact;

    /// <summary>A message was encrypted under a key and nonce, of which this is a hash.</summary>
    public sealed record KeyNonceUsed(string Group, ulong Epoch, ulong High, ulong Low) : DeviceFact;

    /// <summary>An application message was opened.</summary>
    public sealed record MessageOpened(string Group, ulong Number, ulong Epoch, long Milliseconds) : DeviceFact;

    /// <summary>An application message from before the device joined was passed over.</summary>
    public sealed record MessageSkipped(string Group, ulong Number, ulong Epoch, ulong JoinEpoch) : DeviceFact;

    /// <summary>An application message that should have opened did not.</summary>
    public sealed record MessageFailed(string Group, ulong Number, string Rule) : DeviceFact;

    /// <summary>An operation could not be carried out.</summary>
    public sealed record OperationSkipped(string Reason) : DeviceFact;

    /// <summary>An operation will be tried again, because its Commit lost a race; <paramref name="Attempt"/> is 1 for the first repetition.</summary>
    public sealed record Retried(string Group, uint Attempt) : DeviceFact;

    /// <summary>Octets were refused because they break a rule.</summary>
    public sealed record Refused(string Rule) : DeviceFact;

    /// <summary>Records that were signed for the directory, and those that were fetched from it and verified; these operations are among <see cref="Operations"/>, too.</summary>
    public sealed record DirectoryUsed(int Signed, int Fetched, int FetchedOctets) : DeviceFact;

    /// <summary>Whoever has stolen the device's state has tried a message that came after.</summary>
    public sealed record AttackTried(string Group, ulong Number, ulong Epoch, bool IsOpen) : DeviceFact;

    /// <summary>Cryptographic operations done.</summary>
    public sealed record Operations(OperationCounts Counts) : DeviceFact;
}
