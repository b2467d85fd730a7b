using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Crypto;

/// <summary>What is no ECDSA signature breaks the rule of the message it stands in.</summary>
public sealed class SignatureEncodingTests
{
    /// <summary>Octets at which a decoder of DER has been seen to throw what nobody expected.</summary>
    private static readonly byte[] Stray = [0x30, 0x80, 0x99, 0x58, 0x86];

    public static TheoryData<int> EcdsaSuites() => [2, 5, 7];

    [Theory]
    [MemberData(nameof(EcdsaSuites))]
    public void Stray_octets_for_a_signature_break_the_rule_of_their_message(int suite)
    {
        var crypto = Suites.Of(suite);
        using var group = TestGroup.Of(2, change: services => services with { Crypto = crypto });
        using var outsider = new TestClient("X", services => services with { Crypto = crypto });
        using var bundle = outsider.NewKeyPackage();
        var stray = new OpaqueBytes(Stray);
        var victim = group[1].Group;
        var info = group[0].Group.GroupInfo(withTree: true, withExternalPub: true);
        var spoiltInfo = info with { Signature = stray };
        using var join = ExternalJoiner.Join(outsider.Services, info, null, outsider.Identity, outsider.Signer, null, []);
        var joins = Assert.IsType<MlsMessage.OfPublicMessage>(join.Message).Message;
        var spoiltLeaf = bundle.KeyPackage.LeafNode with { Signature = stray };
        var spoiltPackage = bundle.KeyPackage with { Signature = stray };

        Refused(ExternalCommitViolations.ExternalCommitSignature, () => victim.Receive(new MlsMessage.OfPublicMessage(joins with { Auth = joins.Auth with { Signature = stray } })));
        Refused(WelcomeViolations.GroupInfoSignature, () => PublicGroup.FromGroupInfo(outsider.Services, spoiltInfo, null));
        Refused(WelcomeViolations.GroupInfoSignature, () => ExternalJoiner.Join(outsider.Services, spoiltInfo, null, outsider.Identity, outsider.Signer, null, []));
        Refused(KeyPackageViolations.KeyPackageSignature, () => KeyPackageRules.Check(victim.Services, spoiltPackage, ProtocolVersion.Mls10, crypto.Suite));
        Refused(KeyPackageViolations.KeyPackageSignature, () => victim.Commit(new CommitOptions { Proposals = [new Proposal.Add(spoiltPackage)] }));
        Refused(
            LeafViolations.AddedLeafSignature,
            () => KeyPackageRules.Check(victim.Services, (bundle.KeyPackage with { LeafNode = spoiltLeaf }).Sign(crypto, outsider.Signer), ProtocolVersion.Mls10, crypto.Suite));
        Refused(
            FramingViolations.NewMemberProposalSignature,
            () => victim.Receive(Unsigned(ExternalProposals.Join(crypto, victim.Public.Context, bundle))));
    }

    private static MlsMessage.OfPublicMessage Unsigned(MlsMessage message)
    {
        var open = Assert.IsType<MlsMessage.OfPublicMessage>(message).Message;
        return new MlsMessage.OfPublicMessage(open with { Auth = open.Auth with { Signature = new OpaqueBytes(Stray) } });
    }

    private static void Refused(ProtocolViolation rule, Action attempt) => Assert.Equal(rule, Assert.Throws<ProtocolViolationException>(attempt).Violation);
}
