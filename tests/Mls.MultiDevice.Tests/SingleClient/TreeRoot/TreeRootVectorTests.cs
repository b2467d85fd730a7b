using Mls.MultiDevice.SingleClient.UserGroups;
using System.Text.Json;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using Mls.MultiDevice.SingleClient.TreeRoot;
using TestKit;
using Xunit;

namespace Mls.MultiDevice.Tests.SingleClient.TreeRoot;

public sealed class TreeRootVectorTests
{
    private static readonly JsonElement[] Cases = ModeVectors.Load("tree_root_profile");

    public static TheoryData<int> All => [.. Enumerable.Range(0, Cases.Length)];

    [Fact]
    public void There_are_four_cases_and_each_names_eight_values()
    {
        Assert.Equal(4, Cases.Length);
        Assert.All(Cases, one => Assert.Equal(8, one.EnumerateObject().Count()));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_context_has_the_encoding_of_the_vector(int index)
    {
        var expected = Cases[index].Octets("TreeRootContext");

        Assert.Equal(expected, Tls.Encode(Tls.Decode<TreeRootContext>(expected)));
        Assert.Equal(7u, Tls.Decode<TreeRootContext>(expected).UserEpoch.Value);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_seed_is_that_of_the_vector(int index)
    {
        using var seed = SeedOf(index);

        Assert.Equal(Cases[index].Octets("seed"), seed.Expose());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_leaf_key_is_that_of_the_vector(int index)
    {
        using var seed = SeedOf(index);
        using var key = TreeRootKeys.LeafKeyPair(Suites.One, seed);

        Assert.Equal(Cases[index].Text("leaf_public_key_x25519"), key.PublicKey.Octets.ToString());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_first_path_secret_is_that_of_the_vector(int index)
    {
        using var seed = SeedOf(index);
        using var secret = TreeRootKeys.PathSecret(Suites.One, seed);

        Assert.Equal(Cases[index].Octets("path_secret_0"), secret.Expose());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_init_key_is_that_of_the_vector(int index)
    {
        using var seed = SeedOf(index);
        using var key = TreeRootKeys.InitKeyPair(Suites.One, seed);

        Assert.Equal(Cases[index].Text("init_public_key_x25519"), key.PublicKey.Octets.ToString());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_signature_key_and_its_seed_are_those_of_the_vector(int index)
    {
        using var seed = SeedOf(index);
        using var material = TreeRootKeys.SignatureSeed(Suites.One, seed);
        using var key = TreeRootKeys.SignatureKey(Suites.One, seed);

        Assert.Equal(Cases[index].Octets("signature_seed_ed25519"), material.Expose());
        Assert.Equal(Cases[index].Text("signature_public_key_ed25519"), key.PublicKey.Octets.ToString());
    }

    private static Secret SeedOf(int index)
    {
        using var exporter = new ExporterSecret(Cases[index].Octets("user_exporter_secret"));
        using var root = Exporter.DeriveExporterRoot(Suites.One, exporter, TreeRootKeys.RootLabel);
        return TreeRootKeys.Seed(Suites.One, root, Tls.Decode<TreeRootContext>(Cases[index].Octets("TreeRootContext")));
    }
}
