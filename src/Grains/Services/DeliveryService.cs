using Grains.Policies.Delivery;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Proposals;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;
using Mls.MultiDevice;

namespace Grains.Services;

/// <summary>The delivery service of one MLS group: public state, order, and a delivery address for each leaf. Which valid Commit of an epoch wins is the policy's choice.</summary>
/// <remarks>A group's service and, for the user group, the account service own one each. Nothing throws on what others have sent: it is refused.</remarks>
internal sealed class DeliveryService
{
    /// <summary>Epochs kept for those who catch up; those that joiners wait for are kept beyond.</summary>
    public const int MaxRetained = 64;

    /// <summary>Epochs kept even so: whoever comes later resyncs.</summary>
    public const int MaxAwaited = 512;

    /// <summary>How many epochs a message may be late: devices keep the keys of as many.</summary>
    public const ulong MaxPastEpochs = 5;

    private readonly SortedDictionary<uint, string> _addresses;
    private readonly HashSet<string> _taken;
    private readonly SortedDictionary<ulong, RetainedEpoch> _retained;
    private readonly List<OpaqueBytes> _proposalOctets;
    private ProposalCache _proposals = ProposalCache.Empty;

    internal DeliveryService(
        PublicGroup current, ulong number, SortedDictionary<uint, string> addresses, SortedDictionary<ulong, RetainedEpoch> retained, List<OpaqueBytes> proposals)
    {
        Current = current;
        Number = number;
        _addresses = addresses;
        _taken = [.. addresses.Values];
        _retained = retained;
        _proposalOctets = proposals;
    }

    /// <summary>The public state of the present epoch.</summary>
    public PublicGroup Current { get; private set; }

    /// <summary>Number of the last entry of the log.</summary>
    public ulong Number { get; private set; }

    /// <summary>The present epoch.</summary>
    public ulong Epoch => Current.Epoch.Value;

    /// <summary>Delivery addresses by leaf.</summary>
    public IReadOnlyDictionary<uint, string> Addresses => _addresses;

    /// <summary>The epochs kept, the present one among them, by their number.</summary>
    internal SortedDictionary<ulong, RetainedEpoch> Retained => _retained;

    /// <summary>The present epoch's proposals as they came.</summary>
    internal IReadOnlyList<OpaqueBytes> ProposalOctets => _proposalOctets;

    /// <summary>A group of one from its creator's GroupInfo (an MLSMessage), in epoch 0.</summary>
    /// <exception cref="MalformedException">Not a GroupInfo.</exception>
    /// <exception cref="ProtocolViolationException">It breaks a rule.</exception>
    public static DeliveryService Found(ServiceKit kit, long now, OpaqueBytes groupInfo, string address)
    {
        if (Tls.Decode<MlsMessage>(groupInfo) is not MlsMessage.OfGroupInfo { GroupInfo: var info })
        {
            throw new MalformedException("a message that is no GroupInfo", 0);
        }

        var group = Shared(kit, PublicGroup.FromGroupInfo(kit.At(now), info, null));
        if (group.Epoch.Value != 0 || group.Tree.Members != 1)
        {
            throw new ProtocolViolationException(CommitViolations.WrongEpoch);
        }

        var addresses = new SortedDictionary<uint, string> { [info.Signer.Value] = address };
        return new DeliveryService(group, 0, addresses, new() { [0] = new RetainedEpoch(group, 0, now) }, []);
    }

    /// <summary>Takes a Commit, or says why not; a Commit that is not accepted has changed nothing.</summary>
    /// <param name="kit">What the silo's services share.</param>
    /// <param name="now">Virtual milliseconds.</param>
    /// <param name="commit">The Commit.</param>
    public SubmissionResult Submit(ServiceKit kit, long now, SentCommit commit)
    {
        try
        {
            if (Tls.Decode<MlsMessage>(commit.Octets) is not MlsMessage.OfPublicMessage { Message: { Content.Body: FramedContentBody.OfCommit } message })
            {
                return new SubmissionResult.Refused(ServiceRules.WireFormat);
            }

            return message.Content.GroupId != Current.GroupId ? new SubmissionResult.Refused(FramingViolations.WrongGroup.Id)
                : message.Content.Epoch != Current.Epoch ? new SubmissionResult.Conflict(message.Content.Epoch.Value)
                : Check(kit, now, message.Authenticated, commit);
        }
        catch (MalformedException)
        {
            return new SubmissionResult.Refused(ServiceRules.Malformed);
        }
        catch (ProtocolViolationException violation)
        {
            return new SubmissionResult.Refused(violation.Violation.Id);
        }
    }

    /// <summary>Takes an application message or a proposal, or says why not.</summary>
    /// <param name="kit">What the silo's services share.</param>
    /// <param name="now">Virtual milliseconds.</param>
    /// <param name="octets">The encoded MLSMessage.</param>
    /// <param name="maySpeakFor">Whether whoever sent it may speak for the leaf of an address.</param>
    public PostingResult Post(ServiceKit kit, long now, OpaqueBytes octets, Func<string, bool> maySpeakFor)
    {
        try
        {
            return Tls.Decode<MlsMessage>(octets) switch
            {
                MlsMessage.OfPrivateMessage { Message: { ContentType: ContentType.Application } message } => PostApplication(message),
                MlsMessage.OfPublicMessage { Message: { Content.Body: FramedContentBody.OfProposal } message } => PostProposal(kit, now, octets, message.Authenticated, maySpeakFor),
                _ => new PostingResult.Refused(ServiceRules.WireFormat),
            };
        }
        catch (MalformedException)
        {
            return new PostingResult.Refused(ServiceRules.Malformed);
        }
        catch (ProtocolViolationException violation)
        {
            return new PostingResult.Refused(violation.Violation.Id);
        }
    }

    /// <summary>Gives the next number to an entry that is opaque to this service.</summary>
    public ulong Append() => ++Number;

    /// <summary>The public state of an epoch, for <paramref name="device"/>; <see langword="null"/> where it is not kept.</summary>
    public RetainedEpoch? Fetch(string device, ulong epoch)
    {
        var retained = _retained.GetValueOrDefault(epoch);
        retained?.Awaited.Remove(device);
        return retained;
    }

    /// <summary>Proposals that were checked before they were stored.</summary>
    internal void RestoreProposals(ServiceKit kit)
    {
        foreach (var octets in _proposalOctets)
        {
            Cache(kit, ((MlsMessage.OfPublicMessage)Tls.Decode<MlsMessage>(octets)).Message.Authenticated);
        }
    }

    private static PublicGroup Shared(ServiceKit kit, PublicGroup group)
    {
        var shared = kit.Trees.Share(group.GroupId, group.Tree);
        return ReferenceEquals(shared, group.Tree) ? group : group.Sharing(kit.Crypto, shared);
    }

    private SubmissionResult Check(ServiceKit kit, long now, AuthenticatedContent content, SentCommit commit)
    {
        var added = commit.Added;
        var services = kit.At(now);
        var verified = ContentVerifier.Verify(kit.Crypto, Current, content);
        var transition = PublicTransition.Compute(services, Current, verified, _proposals, LifetimeCheck.AtClock);
        if (transition.Path is null && Current.Tree.Leaf(transition.Provisional.Committer) is { } leaf && !services.Authentication.IsValid(leaf.Credential, leaf.SignatureKey))
        {
            // With a path it is the new leaf's key that counts: whoever is to replace a key that has ended signs with it once more.
            return new SubmissionResult.Refused(LeafViolations.CommitCredential.Id);
        }

        var isExternal = content.Content.Sender is Sender.NewMemberCommit;
        var expected = transition.Provisional.Added.Count + (isExternal ? 1 : 0);
        if (added.Count != expected || !added.All(Address.IsAddress) || added.Distinct(StringComparer.Ordinal).Count() != added.Count)
        {
            return new SubmissionResult.Refused(ServiceRules.AddedAddresses);
        }

        var from = isExternal ? added[0] : _addresses[transition.Provisional.Committer.Value];
        var removed = RemovedBy(transition);
        return !commit.MaySpeakFor(from) ? new SubmissionResult.Refused(ServiceRules.WrongSender)
            : added.Any(address => _taken.Contains(address) && !(isExternal && removed.ContainsValue(address))) ? new SubmissionResult.Refused(ServiceRules.AddressTaken)
            : commit.Rules?.Broken(transition, now) is { } rule ? new SubmissionResult.Refused(rule)
            : kit.Policies.Delivery.Refuses(new CommitOffer(now, _retained[Epoch].AcceptedAt, from, transition)) is { } reason ? new SubmissionResult.Refused(reason)
            : Accept(kit, now, transition, new Seats(from, added, removed));
    }

    private SortedDictionary<uint, string> RemovedBy(PublicTransition transition)
    {
        var removed = new SortedDictionary<uint, string>();
        foreach (var item in transition.Provisional.Proposals.All)
        {
            if (item.Proposal is Proposal.Remove { Removed.Value: var leaf })
            {
                removed[leaf] = _addresses[leaf];
            }
        }

        return removed;
    }

    private SubmissionResult.Accepted Accept(ServiceKit kit, long now, PublicTransition transition, Seats seats)
    {
        var (from, added, removed) = seats;
        foreach (var (leaf, address) in removed)
        {
            _addresses.Remove(leaf);
            _taken.Remove(address);
        }

        var joined = transition.Provisional.Added;
        for (var i = 0; i < joined.Count; i++)
        {
            Seat(joined[i].Leaf, added[i]);
        }

        var entered = joined.Count < added.Count ? from : null;
        if (entered is not null)
        {
            Seat(transition.Provisional.Committer, entered);
        }

        Current = Shared(kit, transition.After);
        Number++;
        _proposals = ProposalCache.Empty;
        _proposalOctets.Clear();
        Retain(now, joined.Count > 0 ? added : [], removed.Values);
        return new SubmissionResult.Accepted(Number, from, entered is null ? added : [], entered, removed.Values.ToValueList(), transition);
    }

    private void Seat(LeafIndex leaf, string address)
    {
        _addresses[leaf.Value] = address;
        _taken.Add(address);
    }

    private void Retain(long now, ValueList<string> awaiting, IReadOnlyCollection<string> removed)
    {
        var present = new RetainedEpoch(Current, Number, now);
        present.Awaited.UnionWith(awaiting);
        _retained[Epoch] = present;
        if (_retained.Count <= MaxRetained)
        {
            return;
        }

        var newest = Epoch;
        foreach (var (epoch, retained) in _retained.ToList())
        {
            retained.Awaited.ExceptWith(removed);
            var age = newest - epoch;
            if (age >= MaxAwaited || (age >= MaxRetained && retained.Awaited.Count == 0))
            {
                _retained.Remove(epoch);
            }
        }
    }

    private PostingResult PostApplication(PrivateMessage message)
    {
        var epoch = message.Epoch.Value;
        return message.GroupId != Current.GroupId ? new PostingResult.Refused(FramingViolations.WrongGroup.Id)
            : epoch > Epoch ? new PostingResult.Refused(CommitViolations.WrongEpoch.Id)
            : Epoch - epoch > MaxPastEpochs ? new PostingResult.Refused(ServiceRules.MessageTooOld)
            : new PostingResult.Application(++Number, epoch);
    }

    private PostingResult PostProposal(ServiceKit kit, long now, OpaqueBytes octets, AuthenticatedContent content, Func<string, bool> maySpeakFor)
    {
        if (content.Content.GroupId != Current.GroupId || content.Content.Epoch != Current.Epoch)
        {
            return new PostingResult.Refused(content.Content.GroupId != Current.GroupId ? FramingViolations.WrongGroup.Id : CommitViolations.WrongEpoch.Id);
        }

        ContentVerifier.Verify(kit.Crypto, Current, content);
        if (content.Content.Sender is Sender.Member { Leaf.Value: var leaf } && !maySpeakFor(_addresses[leaf]))
        {
            return new PostingResult.Refused(ServiceRules.WrongSender);
        }

        if (((FramedContentBody.OfProposal)content.Content.Body).Proposal is Proposal.Add { KeyPackage: var package })
        {
            KeyPackageRules.Check(kit.At(now), package, Current.Context.Version, Current.Context.CipherSuite);
        }

        Cache(kit, content);
        _proposalOctets.Add(octets);
        return new PostingResult.Proposal(++Number);
    }

    private void Cache(ServiceKit kit, AuthenticatedContent content) =>
        _proposals = _proposals.With(ProposalRefs.Of(kit.Crypto, content), ((FramedContentBody.OfProposal)content.Content.Body).Proposal, content.Content.Sender);

    /// <summary>Delivery addresses that a Commit concerns: whose it is, those that come, and those that go, by leaf.</summary>
    private sealed record Seats(string From, ValueList<string> Added, SortedDictionary<uint, string> Removed);
}
