namespace Mls.Core.Storage;

/// <summary>The first octet of a record's key: what the record holds. Up to <see cref="SentData"/> an epoch's number follows. Never renumbered: stored groups hold them.</summary>
internal enum RecordTag : byte
{
    /// <summary>GroupContext, confirmation tag, own leaf, the ReInit that ended the group.</summary>
    Epoch = 0x01,

    /// <summary>sender_data_secret.</summary>
    SenderData = 0x02,

    /// <summary>A node secret of the secret tree, by node.</summary>
    SecretNode = 0x03,

    /// <summary>Next generation and secret of both ratchets of a leaf, by leaf.</summary>
    Ratchets = 0x04,

    /// <summary>Key and nonce of a skipped generation, by leaf, ratchet and generation.</summary>
    SkippedKey = 0x05,

    /// <summary>A handshake message sent, by its hash; in groups of version 1 an application message, too.</summary>
    Sent = 0x06,

    /// <summary>A proposal received or sent, by place in the order of arrival.</summary>
    Proposal = 0x07,

    /// <summary>Keys behind an own Update proposal, by the hash of the encryption key.</summary>
    Update = 0x08,

    /// <summary>The epoch's secrets.</summary>
    Secrets = 0x09,

    /// <summary>resumption_psk.</summary>
    ResumptionPsk = 0x0a,

    /// <summary>An own proposal whose echo has not come back, by its hash.</summary>
    OwnProposal = 0x0b,

    /// <summary>When a past epoch ended, in milliseconds since 1970-01-01 UTC.</summary>
    Ended = 0x0c,

    /// <summary>An application message sent whose echo has not come back, by its hash; its number in the order of sending.</summary>
    SentData = 0x0d,

    /// <summary>Version, present epoch, and a digest of all records but those of the tree.</summary>
    Head = 0x80,

    /// <summary>A private key of the ratchet tree, by node.</summary>
    PrivateKey = 0x81,

    /// <summary>The signature key of the own leaf.</summary>
    Signer = 0x82,

    /// <summary>An own Commit on its way.</summary>
    Pending = 0x83,

    /// <summary>The external Commit by which this client joins, on its way.</summary>
    Joining = 0x84,

    /// <summary>A node of a ratchet tree, by node and tree hash.</summary>
    TreeNode = 0xc0,
}
