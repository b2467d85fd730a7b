using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.MultiDevice.SingleClient.TreeRoot;
using TestKit;
using Xunit;

namespace Mls.MultiDevice.Tests.SingleClient.TreeRoot;

public sealed class KeyPackageKeysTests
{
    private static readonly ClientIdentity Identity = new(
        new Credential.Basic(Mls.MultiDevice.Directory.UserId.Of("alice")), Capabilities.Minimal(Suites.One.Suite) with { Extensions = [LeafRef.Type] }, ExtensionList.Empty);

    [Fact]
    public void A_KeyPackage_is_valid_and_says_where_its_keys_come_from()
    {
        using var epoch = MadeEpochs.Epoch(5);
        using var keys = TreeRootKeys.KeyPackage(Suites.One, epoch, 2, 7);
        using var bundle = keys.Package(Suites.One, Identity, Lifetime.Eternal);

        Assert.True(bundle.KeyPackage.IsSignatureValid(Suites.One));
        Assert.True(bundle.KeyPackage.LeafNode.IsSignatureValid(Suites.One, place: null));
        Assert.Equal(new LeafRef(epoch.Tag, 2, 7), LeafRef.Of(bundle.KeyPackage.LeafNode));
    }

    [Fact]
    public void A_sibling_derives_the_keys_behind_a_KeyPackage_that_it_has_not_made()
    {
        using var epoch = MadeEpochs.Epoch(5);
        using var made = TreeRootKeys.KeyPackage(Suites.One, epoch, 2, 7).Package(Suites.One, Identity, Lifetime.Eternal);
        using var keys = TreeRootKeys.KeyPackage(Suites.One, epoch, 2, 7);
        using var other = TreeRootKeys.KeyPackage(Suites.One, epoch, 2, 8);

        Assert.True(made.InitKey.FixedTimeEquals(keys.InitKey));
        Assert.True(made.EncryptionKey.FixedTimeEquals(keys.EncryptionKey));
        Assert.True(made.SignatureKey.FixedTimeEquals(keys.SignatureKey));
        Assert.False(made.InitKey.FixedTimeEquals(other.InitKey));
    }

    [Fact]
    public void A_bundle_owns_the_keys_and_they_are_handed_over_once()
    {
        using var epoch = MadeEpochs.Epoch(5);
        var keys = TreeRootKeys.KeyPackage(Suites.One, epoch, 2, 7);
        using var bundle = keys.Package(Suites.One, Identity, Lifetime.Eternal);
        keys.Dispose();

        Assert.False(bundle.InitKey.IsCleared);
        Assert.Throws<ObjectDisposedException>(() => keys.Package(Suites.One, Identity, Lifetime.Eternal));
    }

    [Fact]
    public void Disposing_clears_all_three_keys()
    {
        using var epoch = MadeEpochs.Epoch(5);
        var keys = TreeRootKeys.KeyPackage(Suites.One, epoch, 2, 7);
        keys.Dispose();

        Assert.True(keys.InitKey.IsCleared && keys.EncryptionKey.IsCleared && keys.SignatureKey.IsCleared);
    }
}
