namespace Mls.Core.Crypto;

/// <summary>Where a <see cref="MeteringCryptoProvider"/> and its KEM count. One owner, one thread at a time.</summary>
internal sealed class OperationCounter
{
    /// <summary>What has been counted since the last reset.</summary>
    public OperationCounts Counts { get; set; }
}
