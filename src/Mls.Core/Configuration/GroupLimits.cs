using Mls.Core.Schedule;
using Mls.Core.Wire;

namespace Mls.Core.Configuration;

/// <summary>How much a member keeps for messages that come late or early.</summary>
/// <param name="PastEpochs">Past epochs whose messages can still be opened.</param>
/// <param name="ResumptionPsks">Past epochs whose resumption key is kept (RFC 9420, section 8.6).</param>
/// <param name="SecretTree">Limits of each message ratchet.</param>
/// <exception cref="ArgumentOutOfRangeException">A number or a time is negative.</exception>
public sealed record GroupLimits(int PastEpochs, int ResumptionPsks, SecretTreeLimits SecretTree)
{
    /// <summary>Past epochs whose messages can still be opened.</summary>
    public int PastEpochs { get; init => field = Limit.NotNegative(value); } = Limit.NotNegative(PastEpochs);

    /// <summary>Past epochs whose resumption key is kept (RFC 9420, section 8.6).</summary>
    public int ResumptionPsks { get; init => field = Limit.NotNegative(value); } = Limit.NotNegative(ResumptionPsks);

    /// <summary>Limits of each message ratchet.</summary>
    public SecretTreeLimits SecretTree { get; init => field = Limit.NotNull(value); } = Limit.NotNull(SecretTree);

    /// <summary>How many application messages of its own, of one epoch, a member recognises when they come back to it (<c>ReceiveResult.OwnEcho</c>).
    /// Where no echo comes, this many hashes are kept; an echo older than that is a <c>ReceiveResult.Duplicate</c>.</summary>
    public int SentAwaitingEcho { get; init => field = Limit.NotNegative(value); } = 128;

    /// <summary>How long a past epoch's messages can still be opened after its end, by the member's clock; <see langword="null"/> where only their number counts.</summary>
    /// <remarks>Resumption keys are limited by number only: they open no message, and a group may be resumed long after (RFC 9420, section 8.6).</remarks>
    public TimeSpan? PastEpochAge { get; init => field = Limit.NotNegative(value); } = TimeSpan.FromHours(24);

    /// <summary>Three past epochs for a day, 32 resumption keys, the default ratchet limits.</summary>
    public static GroupLimits Default { get; } = new(3, 32, SecretTreeLimits.Default);

    /// <summary>RFC 9420, section 7.2: the longest lifetime of a KeyPackage that this application uses; <see langword="null"/> accepts any.</summary>
    public TimeSpan? MaxLifetime { get; init => field = Limit.NotNegative(value); }
}
