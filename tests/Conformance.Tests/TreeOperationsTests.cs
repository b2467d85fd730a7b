using Mls.Core.Identifiers;
using Mls.Core.Proposals;
using Mls.Core.Tree;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Conformance.Tests;

public sealed class TreeOperationsTests
{
    private const string File = "tree-operations";

    public static TheoryData<int, string> Cases() => Vectors.Rows(File);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_proposal_changes_the_tree_as_published(int index, string label)
    {
        Assert.NotNull(label);
        var test = Vectors.Case(File, index);
        var crypto = test.Crypto();
        var before = Tls.Decode<RatchetTree>(test.Octets("tree_before"));
        Assert.Equal(new OpaqueBytes(test.Octets("tree_hash_before")), before.TreeHash(crypto));

        var after = Tls.Decode<Proposal>(test.Octets("proposal")) switch
        {
            Proposal.Add add => before.Add(add.KeyPackage.LeafNode).Tree,
            Proposal.Update update => before.Update(new LeafIndex(test.Number("proposal_sender")), update.LeafNode),
            Proposal.Remove remove => before.Remove(remove.Removed),
            var other => throw new Xunit.Sdk.XunitException($"unexpected {other.GetType().Name}"),
        };

        Assert.Equal(test.Text("tree_after"), Tls.EncodeOpaque(after).ToString());
        Assert.Equal(new OpaqueBytes(test.Octets("tree_hash_after")), after.TreeHash(crypto));
        var reread = Tls.Decode<RatchetTree>(Tls.Encode(after));
        Assert.True(reread.Facts.EncryptionKeys.SetEquals(after.Facts.EncryptionKeys));
        Assert.True(reread.Facts.SignatureKeys.SetEquals(after.Facts.SignatureKeys));
    }
}
