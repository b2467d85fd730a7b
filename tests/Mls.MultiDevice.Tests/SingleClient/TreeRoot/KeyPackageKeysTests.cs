using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Wire;
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
    public void A_sibling_puts_the_same_keys_behind_a_KeyPackage_that_it_has_not_made()
    {
        using var epoch = MadeEpochs.Epoch(5);
        using var made = TreeRootKeys.KeyPackage(Suites.One, epoch, 2, 7).Package(Suites.One, Identity, Lifetime.Eternal);
        using var keys = TreeRootKeys.KeyPackage(Suites.One, epoch, 2, 7);
        using var bundle = keys.TryBundle(made.KeyPackage);

        Assert.NotNull(bundle);
        Assert.True(made.InitKey.FixedTimeEquals(bundle.InitKey));
        Assert.True(made.EncryptionKey.FixedTimeEquals(bundle.EncryptionKey));
        Assert.True(made.SignatureKey.FixedTimeEquals(bundle.SignatureKey));
    }

    [Theory]
    [InlineData("init")]
    [InlineData("encryption")]
    [InlineData("signature")]
    public void A_KeyPackage_with_another_key_gets_nothing(string changed)
    {
        using var epoch = MadeEpochs.Epoch(5);
        using var made = TreeRootKeys.KeyPackage(Suites.One, epoch, 2, 7).Package(Suites.One, Identity, Lifetime.Eternal);
        using var other = TreeRootKeys.KeyPackage(Suites.One, epoch, 2, 8);
        using var keys = TreeRootKeys.KeyPackage(Suites.One, epoch, 2, 7);
        var package = made.KeyPackage;
        package = changed switch
        {
            "init" => package with { InitKey = other.InitKey.PublicKey },
            "encryption" => package with { LeafNode = package.LeafNode with { EncryptionKey = other.EncryptionKey.PublicKey } },
            _ => package with { LeafNode = package.LeafNode with { SignatureKey = other.SignatureKey.PublicKey } },
        };

        Assert.Null(keys.TryBundle(package));
        keys.Dispose();
        Assert.True(keys.InitKey.IsCleared);
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
        Assert.Throws<ObjectDisposedException>(() => keys.TryBundle(bundle.KeyPackage));
    }

    [Fact]
    public void Disposing_clears_all_three_keys()
    {
        using var epoch = MadeEpochs.Epoch(5);
        var keys = TreeRootKeys.KeyPackage(Suites.One, epoch, 2, 7);
        keys.Dispose();

        Assert.True(keys.InitKey.IsCleared && keys.EncryptionKey.IsCleared && keys.SignatureKey.IsCleared);
    }

    [Fact]
    public void A_snapshot_restores_the_keys_and_one_cut_off_is_malformed()
    {
        using var epoch = MadeEpochs.Epoch(5);
        using var keys = TreeRootKeys.KeyPackage(Suites.One, epoch, 2, 7);
        using var writer = new TlsWriter();
        keys.Write(writer);
        using var restored = Restore(writer.ToArray());

        Assert.Equal(keys.LeafRef, restored.LeafRef);
        Assert.Equal(keys.InitKey.PublicKey, restored.InitKey.PublicKey);
        Assert.Equal(keys.EncryptionKey.PublicKey, restored.EncryptionKey.PublicKey);
        Assert.Equal(keys.SignatureKey.PublicKey, restored.SignatureKey.PublicKey);
        Assert.True(keys.InitKey.FixedTimeEquals(restored.InitKey));
        Assert.True(keys.EncryptionKey.FixedTimeEquals(restored.EncryptionKey));
        Assert.True(keys.SignatureKey.FixedTimeEquals(restored.SignatureKey));
        Assert.Throws<MalformedException>(() => Restore(writer.ToArray()[..^1]));
    }

    private static KeyPackageKeys Restore(byte[] octets)
    {
        var reader = new TlsReader(octets);
        return KeyPackageKeys.Read(ref reader);
    }
}
