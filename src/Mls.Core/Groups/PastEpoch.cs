using Mls.Core.Identifiers;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Validation;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>What is kept of an epoch that has ended, for messages that come late.</summary>
/// <param name="shared">Its public state.</param>
/// <param name="ownLeaf">The member's leaf in it.</param>
/// <param name="senderData">Its sender data secret, owned from here on.</param>
/// <param name="messages">Its message keys, owned from here on.</param>
/// <param name="sent">Hashes of the handshake messages that the member sent in it.</param>
/// <param name="sentData">Hashes of the application messages, handed over.</param>
/// <param name="endedAt">When it ended, in milliseconds since 1970-01-01 UTC.</param>
internal sealed class PastEpoch(
    PublicGroup shared, LeafIndex ownLeaf, SenderDataSecret senderData, SecretTree messages, IEnumerable<OpaqueBytes> sent, EchoWindow sentData, long endedAt) : IDisposable
{
    public PublicGroup Public { get; } = shared;

    public LeafIndex OwnLeaf { get; } = ownLeaf;

    public SenderDataSecret SenderData { get; } = senderData;

    public SecretTree Messages { get; } = messages;

    public HashSet<OpaqueBytes> Sent { get; } = [.. sent];

    public EchoWindow SentData { get; } = sentData;

    public long EndedAt { get; } = endedAt;

    public void Dispose()
    {
        SenderData.Dispose();
        Messages.Dispose();
    }
}
