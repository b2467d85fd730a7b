using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.KeyPackages;
using Mls.Core.Proposals;
using Mls.Core.Wire;

namespace Interop.Server;

/// <summary>A state of the interop interface: one client in one group. It owns what it is made of.</summary>
internal sealed class Member(Group group, ClientIdentity identity, SignaturePrivateKey signer, PskTable psks, WireFormat format) : IDisposable
{
    private readonly Dictionary<OpaqueBytes, ProposalRef> _proposals = [];

    /// <summary>Its view of the group.</summary>
    public Group Group { get; } = group;

    /// <summary>What its leaves say.</summary>
    public ClientIdentity Identity { get; } = identity;

    /// <summary>Its signature key.</summary>
    public SignaturePrivateKey Signer { get; } = signer;

    /// <summary>The keys it was told.</summary>
    public PskTable Psks { get; } = psks;

    /// <summary>How its proposals and Commits travel.</summary>
    public WireFormat Format { get; } = format;

    /// <summary>The Commit it has built and not applied.</summary>
    public PendingCommit? Pending { get; private set; }

    /// <summary>Remembers a Commit; one that was built before is dropped.</summary>
    public void Hold(PendingCommit pending)
    {
        Pending?.Dispose();
        Pending = pending;
    }

    /// <summary>Goes on to the next epoch, by its own Commit or another's.</summary>
    public void Apply(StagedCommit staged)
    {
        if (!ReferenceEquals(staged, Pending?.Staged))
        {
            Pending?.Dispose();
        }

        Group.Apply(staged);
        staged.Dispose();
        Pending = null;
        _proposals.Clear();
    }

    /// <summary>Sends a proposal.</summary>
    public byte[] Propose(Proposal proposal)
    {
        var before = Group.State.Proposals.Refs.Count;
        var message = Group.Propose(proposal, Format);
        var after = Group.State.Proposals;

        // The same proposal with the same signature is the same one, known already.
        return Remember(message, after.Refs.Count > before ? after.Refs[^1] : after.Refs.Last(known => after.Find(known)!.Proposal == proposal));
    }

    /// <summary>Proposes a new leaf for itself.</summary>
    public byte[] ProposeUpdate()
    {
        var message = Group.ProposeUpdate(Format);
        return Remember(message, Group.State.Proposals.Refs[^1]);
    }

    /// <summary>The reference of a proposal, which is received unless it has been or is its own.</summary>
    /// <exception cref="RefusedException">It is no proposal of this epoch.</exception>
    public ProposalRef Know(MlsMessage message)
    {
        var octets = Tls.EncodeOpaque(message);
        if (_proposals.TryGetValue(octets, out var known))
        {
            return known;
        }

        if (!Messages.IsProposal(message))
        {
            throw new RefusedException("not a proposal");
        }

        var result = Group.Receive(message);
        if (result is not ReceiveResult.ProposalStored { Ref: var reference })
        {
            throw new RefusedException($"the proposal cannot be used: {result}");
        }

        _proposals.Add(octets, reference);
        return reference;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Pending?.Dispose();
        Group.Dispose();
        Signer.Dispose();
        Psks.Dispose();
    }

    private byte[] Remember(MlsMessage message, ProposalRef reference)
    {
        var octets = Tls.Encode(message);
        _proposals[new OpaqueBytes(octets)] = reference;
        return octets;
    }
}
