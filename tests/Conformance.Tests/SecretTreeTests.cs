using Mls.Core.Identifiers;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using TestKit;
using Xunit;

namespace Conformance.Tests;

public sealed class SecretTreeTests
{
    private const string File = "secret-tree";

    public static TheoryData<int, string> Cases() => Vectors.Rows(File);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sender_data_keys_are_as_published(int index, string label)
    {
        Assert.NotEmpty(label);
        var whole = Vectors.Case(File, index);
        var crypto = whole.Crypto();
        var test = whole.GetProperty("sender_data");
        using var secret = new SenderDataSecret(test.Octets("sender_data_secret"));

        using var keys = SenderDataKeys.Derive(crypto, secret, test.Octets("ciphertext"));

        Assert.Equal(test.Octets("key"), keys.Key);
        Assert.Equal(test.Octets("nonce"), keys.Nonce);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Message_keys_of_all_leaves_are_as_published(int index, string label)
    {
        Assert.NotEmpty(label);
        var test = Vectors.Case(File, index);
        var crypto = test.Crypto();
        var leaves = test.GetProperty("leaves");
        using var tree = new SecretTree(crypto, new EncryptionSecret(test.Octets("encryption_secret")), (uint)leaves.GetArrayLength());
        for (var leaf = 0u; leaf < tree.LeafCount; leaf++)
        {
            foreach (var message in leaves[(int)leaf].EnumerateArray())
            {
                foreach (var (type, name) in new[] { (RatchetType.Handshake, "handshake"), (RatchetType.Application, "application") })
                {
                    var result = tree.Lease(new LeafIndex(leaf), type, message.Number("generation"));
                    using var lease = Assert.IsType<LeaseResult.Leased>(result).Lease;
                    lease.Consume();

                    Assert.Equal(message.Octets(name + "_key"), lease.Keys.Key);
                    Assert.Equal(message.Octets(name + "_nonce"), lease.Keys.Nonce);
                }
            }
        }
    }
}
