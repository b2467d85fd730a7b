using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Validation;
using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>What is stored of an epoch, present or past. All of it is lent.</summary>
internal sealed class EpochContent
{
    /// <summary>The present epoch.</summary>
    public EpochContent(GroupState state) =>
        (Public, OwnLeaf, SenderData, Messages, Sent, SentData) = (state.Public, state.OwnLeaf, state.Secrets.SenderData, state.Messages, state.Sent, state.SentData);

    /// <summary>A past epoch.</summary>
    public EpochContent(PastEpoch past) =>
        (Public, OwnLeaf, SenderData, Messages, Sent, SentData) = (past.Public, past.OwnLeaf, past.SenderData, past.Messages, past.Sent, past.SentData);

    /// <summary>The public state.</summary>
    public PublicGroup Public { get; }

    /// <summary>The member's leaf.</summary>
    public LeafIndex OwnLeaf { get; }

    /// <summary>The sender data secret.</summary>
    public SenderDataSecret SenderData { get; }

    /// <summary>Message keys.</summary>
    public SecretTree Messages { get; }

    /// <summary>Hashes of handshake messages sent.</summary>
    public IReadOnlyCollection<OpaqueBytes> Sent { get; }

    /// <summary>Hashes of application messages sent.</summary>
    public EchoWindow SentData { get; }
}
