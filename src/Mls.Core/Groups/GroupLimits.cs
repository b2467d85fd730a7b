using Mls.Core.Schedule;

namespace Mls.Core.Groups;

/// <summary>How much a member keeps for messages that come late or early.</summary>
/// <param name="PastEpochs">Past epochs whose messages can still be opened.</param>
/// <param name="ResumptionPsks">Past epochs whose resumption key is kept (RFC 9420, section 8.6).</param>
/// <param name="SecretTree">Limits of each message ratchet.</param>
public sealed record GroupLimits(int PastEpochs, int ResumptionPsks, SecretTreeLimits SecretTree)
{
    /// <summary>Three past epochs, 32 resumption keys, the default ratchet limits.</summary>
    public static GroupLimits Default { get; } = new(3, 32, SecretTreeLimits.Default);

    /// <summary>RFC 9420, section 7.2: the longest lifetime of a KeyPackage that this application uses; <see langword="null"/> accepts any.</summary>
    public TimeSpan? MaxLifetime { get; init; }
}
