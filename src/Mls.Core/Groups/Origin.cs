using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>The group that another one goes on from, while that one is founded or joined: a closed choice of the two ways that RFC 9420 knows.</summary>
internal abstract class Origin : IOrigin
{
    private readonly Group _group;

    private Origin(Group group) => _group = group;

    private protected abstract ResumptionPskUsage Usage { get; }

    private protected abstract ProtocolViolation BadKey { get; }

    /// <inheritdoc/>
    public ResumptionPsk? Find(PreSharedKeyId.Resumption id)
    {
        if (id.Usage != Usage || id.PskGroupId != _group.GroupId)
        {
            return null;
        }

        return id.PskEpoch == _group.Epoch ? _group.State.Secrets.ResumptionPsk : FindPast(id.PskEpoch);
    }

    /// <summary>Names the key of the present epoch.</summary>
    public PreSharedKeyId.Resumption Name(ICryptoProvider crypto, IRandomSource random)
    {
        var nonce = new byte[crypto.HashLength];
        random.Fill(nonce);
        return new PreSharedKeyId.Resumption(Usage, _group.GroupId, _group.Epoch, OpaqueBytes.Own(nonce));
    }

    /// <inheritdoc/>
    public void Check(ValueList<PreSharedKeyId> psks) => EpochOf(psks);

    /// <inheritdoc/>
    public void Check(GroupServices services, ValueList<PreSharedKeyId> psks, GroupContext next, RatchetTree tree) =>
        Check(services, EpochOf(psks), next, Leaves(tree));

    /// <inheritdoc/>
    public abstract bool IsReplacedBy(GroupId next);

    private protected abstract void Check(GroupServices services, PublicGroup epoch, GroupContext next, List<LeafNode> members);

    private protected virtual ResumptionPsk? FindPast(Epoch epoch) => null;

    /// <summary>The epoch that the new group goes on from.</summary>
    private PublicGroup EpochOf(ValueList<PreSharedKeyId> psks)
    {
        var named = psks.OfType<PreSharedKeyId.Resumption>().FirstOrDefault(id => Find(id) is not null);
        var epoch = named is null ? null : named.PskEpoch == _group.Epoch ? _group.Public : _group.State.Past.Find(named.PskEpoch)?.Public;
        return Rule.Require(epoch, BadKey);
    }

    private static List<LeafNode> Leaves(RatchetTree tree) => [.. tree.Leaves().Select(leaf => leaf.Node)];

    /// <summary>RFC 9420, section 11.2: the group after a ReInit.</summary>
    public sealed class Ended(Group group, Proposals.Proposal.ReInit reInit) : Origin(group)
    {
        private protected override ResumptionPskUsage Usage => ResumptionPskUsage.ReInit;

        private protected override ProtocolViolation BadKey => OriginViolations.ReInitKey;

        // Nobody takes part in a group that has ended. The working group's interoperability scripts go on under its id.
        public override bool IsReplacedBy(GroupId next) => next == _group.GroupId;

        private protected override void Check(GroupServices services, PublicGroup epoch, GroupContext next, List<LeafNode> members)
        {
            Rule.Require(next.CipherSuite == reInit.CipherSuite, OriginViolations.ReInitSuite);
            Rule.Require(next.GroupId == reInit.GroupId, OriginViolations.ReInitGroupId);
            Rule.Require(next.Extensions == reInit.Extensions, OriginViolations.ReInitExtensions);
            var before = Leaves(epoch.Tree);
            Rule.Require(MemberMatching.Covers(before, members, services.Authentication.IsSuccessor), OriginViolations.ReInitMembers);
            Rule.Require(before.Count == members.Count, OriginViolations.ReInitStranger);
        }
    }

    /// <summary>RFC 9420, section 11.3: a subgroup. It may have been branched off in an epoch that its main group has left by now.</summary>
    public sealed class Main(Group group) : Origin(group)
    {
        private protected override ResumptionPskUsage Usage => ResumptionPskUsage.Branch;

        private protected override ProtocolViolation BadKey => OriginViolations.BranchKey;

        public override bool IsReplacedBy(GroupId next) => false;

        private protected override void Check(GroupServices services, PublicGroup epoch, GroupContext next, List<LeafNode> members)
        {
            Rule.Require(next.GroupId != epoch.GroupId, WelcomeViolations.GroupIdInUse);
            Rule.Require(next.CipherSuite == epoch.Context.CipherSuite, OriginViolations.BranchSuite);
            Rule.Require(
                MemberMatching.Covers(members, Leaves(epoch.Tree), (leaf, member) => services.Authentication.IsSuccessor(member, leaf)),
                OriginViolations.BranchMembers);
        }

        private protected override ResumptionPsk? FindPast(Epoch epoch) => _group.State.Past.FindResumptionPsk(epoch);
    }
}
