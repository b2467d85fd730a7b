using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>What is kept of an epoch that has ended, for messages that come late.</summary>
internal sealed class PastEpoch(PublicGroup shared, LeafIndex ownLeaf, SenderDataSecret senderData, SecretTree messages, IEnumerable<OpaqueBytes> sent) : IDisposable
{
    public PublicGroup Public { get; } = shared;

    public LeafIndex OwnLeaf { get; } = ownLeaf;

    public SenderDataSecret SenderData { get; } = senderData;

    public SecretTree Messages { get; } = messages;

    public HashSet<OpaqueBytes> Sent { get; } = [.. sent];

    public void Dispose()
    {
        SenderData.Dispose();
        Messages.Dispose();
    }
}
