using Mls.Core.Crypto;
using Xunit;

namespace Mls.Core.Tests.Oracle;

/// <summary>One group as RFC 9420 tells it, slow and literal: reads the messages that travel, computes each epoch itself.
/// Of secrets it is given those of leaves and the first path secret of a committer; it shares no code with the product but primitives and HPKE.</summary>
internal sealed class ModelGroup
{
    private readonly ModelCrypto _crypto;
    private readonly ModelSecrets _known;
    private readonly byte[] _groupId;
    private readonly Dictionary<string, (ModelProposal Proposal, int Sender)> _proposals = [];
    private readonly Dictionary<ulong, byte[]> _resumption = [];
    private byte[] _confirmed = [];
    private byte[] _interim;
    private byte[] _extensions;

    /// <summary>Epoch 0 of a group of one (section 11).</summary>
    public ModelGroup(ModelCrypto crypto, ModelSecrets known, byte[] groupId, byte[] extensions, byte[] leaf, byte[] epochSecret)
    {
        _crypto = crypto;
        _known = known;
        _groupId = groupId;
        _extensions = extensions;
        Tree = new ModelTree(crypto, ModelLeaf.Read(new Reading(leaf)));
        Secrets = new ModelEpoch(crypto, epochSecret, 1);
        Context = ContextOf(Tree.TreeHash());
        ConfirmationTag = crypto.Mac(Secrets.Confirmation, _confirmed);
        _interim = crypto.Hash(_confirmed, Octets.Opaque(ConfirmationTag));
    }

    public ulong Epoch { get; private set; }

    public ModelTree Tree { get; private set; }

    public ModelEpoch Secrets { get; private set; }

    /// <summary>The encoded GroupContext.</summary>
    public byte[] Context { get; private set; }

    public byte[] ConfirmationTag { get; private set; }

    public byte[] InterimTranscriptHash => _interim;

    /// <summary>joiner_secret of the last Commit.</summary>
    public byte[] Joiner { get; private set; } = [];

    /// <summary>Keys on the path of the last Commit, by node, with the path secret of each.</summary>
    public IReadOnlyDictionary<int, byte[]> PathSecrets { get; private set; } = new Dictionary<int, byte[]>();

    /// <summary>The leaf of the last committer.</summary>
    public int Committer { get; private set; }

    /// <summary>Leaves that the last Commit added.</summary>
    public IReadOnlyList<int> Added { get; private set; } = [];

    /// <summary>The PreSharedKeyIDs of the last Commit.</summary>
    public IReadOnlyList<byte[]> Psks { get; private set; } = [];

    /// <summary>Follows a message of either framing.</summary>
    public (ModelContent Content, uint? Generation) Receive(byte[] message)
    {
        var reading = new Reading(message);
        Assert.Equal(1, reading.U16());
        var (content, generation) = reading.U16() == 1 ? (ModelContent.ReadPublic(reading), (uint?)null) : Secrets.Open(reading);
        Authenticate(content);
        switch (content.Type)
        {
            case 2:
                var reference = _crypto.RefHash("MLS 1.0 Proposal Reference", content.Authenticated);
                _proposals.Add(Octets.Hex(reference), (ModelProposal.Read(new Reading(content.Body)), content.Leaf));
                break;
            case 3:
                Follow(content);
                break;
            default:
                break;
        }

        return (content, generation);
    }

    /// <summary>Sections 6.1 and 6.2.</summary>
    private void Authenticate(ModelContent content)
    {
        var key = content.Sender == 1 ? Tree.Leaf(content.Leaf)!.SignatureKey : PathOf(content)!.Value.Leaf.SignatureKey;
        Assert.True(_crypto.VerifyWithLabel(key, "FramedContentTBS", content.ToBeSigned(Context), content.Signature), "the signature");
        if (content.MembershipTag is { } tag)
        {
            Same(_crypto.Mac(Secrets.Membership, content.ToBeMaced(Context)), tag, "membership_tag");
        }
    }

    /// <summary>Section 12.4.2.</summary>
    private void Follow(ModelContent content)
    {
        var proposals = ProposalsOf(content);
        var path = PathOf(content);
        Assert.True(path is not null || (proposals.Count > 0 && !proposals.Exists(one => one.Proposal.RequiresPath)), "the path is missing");

        // Proposals (section 12.3).
        var tree = Tree.Copy();
        _extensions = proposals.Select(one => one.Proposal.Extensions).FirstOrDefault(one => one is not null) ?? _extensions;
        foreach (var (update, sender) in proposals.FindAll(one => one.Proposal.Type == 2))
        {
            tree.Update(sender, update.Leaf!);
        }

        foreach (var (remove, _) in proposals.FindAll(one => one.Proposal.Type == 3))
        {
            tree.Remove(remove.Removed);
        }

        Added = [.. proposals.FindAll(one => one.Proposal.Type == 1).Select(one => tree.Add(one.Proposal.Leaf!))];
        Psks = [.. proposals.FindAll(one => one.Proposal.Type == 4).Select(one => one.Proposal.Psk!)];
        Committer = content.Sender == 1 ? content.Leaf : tree.FreeLeaf();

        // Path (sections 7.5, 7.6 and 7.9).
        var before = tree.Copy();
        if (path is { } some)
        {
            var parentHash = tree.Merge(Committer, [.. some.Nodes.Select(node => node.Key)]);
            Same(parentHash, some.Leaf.ParentHash!, "the parent hash of the committer's leaf");
            Assert.True(
                _crypto.VerifyWithLabel(some.Leaf.SignatureKey, "LeafNodeTBS", some.Leaf.ToBeSigned(_groupId, (uint)Committer), some.Leaf.Signature),
                "the signature of the committer's leaf");
            tree.SetLeaf(Committer, some.Leaf);
        }

        var treeHash = tree.TreeHash();
        Epoch++;
        var commitSecret = path is null ? _crypto.Zero : OpenPath(before, path.Value.Leaf, path.Value.Nodes, ContextOf(treeHash));
        if (path is null)
        {
            PathSecrets = new Dictionary<int, byte[]>();
        }

        // Transcript and key schedule (sections 8, 8.2, 8.3).
        var external = proposals.Select(one => one.Proposal.KemOutput).FirstOrDefault(one => one is not null);
        var init = external is null ? Secrets.Init : ExternalInit(external);
        _resumption[Epoch - 1] = Secrets.Resumption;
        _confirmed = _crypto.Hash(_interim, content.TranscriptInput);
        Context = ContextOf(treeHash);
        Joiner = _crypto.ExpandWithLabel(_crypto.Extract(init, commitSecret), "joiner", Context, _crypto.Nh);
        Secrets = new ModelEpoch(_crypto, _crypto.ExpandWithLabel(_crypto.Extract(Joiner, PskSecret()), "epoch", Context, _crypto.Nh), tree.LeafCount);
        ConfirmationTag = _crypto.Mac(Secrets.Confirmation, _confirmed);
        Same(ConfirmationTag, content.ConfirmationTag!, "confirmation_tag");
        _interim = _crypto.Hash(_confirmed, Octets.Opaque(ConfirmationTag));
        Tree = tree;
        _proposals.Clear();
    }

    /// <summary>The proposals with the leaf of each sender, in the order of the Commit.</summary>
    private List<(ModelProposal Proposal, int Sender)> ProposalsOf(ModelContent commit)
    {
        var found = new List<(ModelProposal Proposal, int Sender)>();
        var list = new Reading(commit.Body).Vector();
        while (!list.AtEnd)
        {
            found.Add(list.U8() == 1 ? (ModelProposal.Read(list), commit.Leaf) : _proposals[Octets.Hex(list.Opaque())]);
        }

        return found;
    }

    private static (ModelLeaf Leaf, List<(byte[] Key, List<(byte[] KemOutput, byte[] Ciphertext)> Sealed)> Nodes)? PathOf(ModelContent commit)
    {
        var reading = new Reading(commit.Body);
        reading.SkipVectors(1);
        if (reading.U8() == 0)
        {
            return null;
        }

        var leaf = ModelLeaf.Read(reading);
        var nodes = new List<(byte[] Key, List<(byte[] KemOutput, byte[] Ciphertext)> Sealed)>();
        for (var list = reading.Vector(); !list.AtEnd;)
        {
            var key = list.Opaque();
            var ciphertexts = new List<(byte[] KemOutput, byte[] Ciphertext)>();
            for (var content = list.Vector(); !content.AtEnd;)
            {
                ciphertexts.Add((content.Opaque(), content.Opaque()));
            }

            nodes.Add((key, ciphertexts));
        }

        return (leaf, nodes);
    }

    /// <summary>Derives the path from the committer's first secret, and opens what was sealed to the others with their keys.</summary>
    private byte[] OpenPath(ModelTree before, ModelLeaf leaf, List<(byte[] Key, List<(byte[] KemOutput, byte[] Ciphertext)> Sealed)> nodes, byte[] provisionalContext)
    {
        var filtered = before.FilteredDirectPath(Committer);
        Assert.Equal(filtered.Count, nodes.Count);
        var secret = _known.FirstPathSecret(leaf.EncryptionKey);
        var secrets = new Dictionary<int, byte[]>();
        for (var i = 0; i < nodes.Count; i++)
        {
            secrets.Add(filtered[i], secret);
            var key = _known.Keep(_crypto.Provider.Kem.DeriveKeyPair(_crypto.DeriveSecret(secret, "node")));
            Same(key.PublicKey.Octets.ToArray(), nodes[i].Key, $"the key of node {filtered[i]}");
            var recipients = before.Resolution(ModelTree.CopathChild(filtered[i], Committer)).FindAll(node => node % 2 == 1 || !Added.Contains(node / 2));
            Assert.Equal(recipients.Count, nodes[i].Sealed.Count);
            foreach (var place in _known.Sample(recipients.Count))
            {
                var (kemOutput, ciphertext) = nodes[i].Sealed[place];
                var held = _known.PrivateKey(before.KeyOf(recipients[place]));
                Same(secret, _crypto.DecryptWithLabel(held, "UpdatePathNode", provisionalContext, kemOutput, ciphertext), $"the path secret for node {recipients[place]}");
            }

            secret = _crypto.DeriveSecret(secret, "path");
        }

        PathSecrets = secrets;
        return secret;
    }

    /// <summary>Section 8.3.</summary>
    private byte[] ExternalInit(byte[] kemOutput)
    {
        using var key = _crypto.Provider.Kem.DeriveKeyPair(Secrets.External);
        using var init = Hpke.ReceiveExportBase(_crypto.Provider, key, kemOutput, [], Octets.Text("MLS 1.0 external init secret"), _crypto.Nh);
        return init!.Expose().ToArray();
    }

    /// <summary>Section 8.4.</summary>
    public byte[] PskSecret()
    {
        var secret = _crypto.Zero;
        for (var i = 0; i < Psks.Count; i++)
        {
            var reading = new Reading(Psks[i]);
            byte[] psk;
            if (reading.U8() == 1)
            {
                psk = ModelSecrets.ExternalPsk(reading.Opaque());
            }
            else
            {
                Assert.Equal(1, reading.U8());
                Same(_groupId, reading.Opaque(), "psk_group_id");
                psk = _resumption[reading.U64()];
            }

            var label = Octets.Join(Psks[i], Octets.U16(i), Octets.U16(Psks.Count));
            secret = _crypto.Extract(_crypto.ExpandWithLabel(_crypto.Extract(_crypto.Zero, psk), "derived psk", label, _crypto.Nh), secret);
        }

        return secret;
    }

    /// <summary>Section 8.1.</summary>
    private byte[] ContextOf(byte[] treeHash) => Octets.Join(
        Octets.U16(1),
        Octets.U16(_crypto.Provider.Suite.Value),
        Octets.Opaque(_groupId),
        Octets.U64(Epoch),
        Octets.Opaque(treeHash),
        Octets.Opaque(_confirmed),
        _extensions);

    private static void Same(byte[] expected, byte[] actual, string what) =>
        Assert.True(Octets.Hex(expected) == Octets.Hex(actual), $"{what}: the model has {Octets.Hex(expected)}, the message {Octets.Hex(actual)}");
}
