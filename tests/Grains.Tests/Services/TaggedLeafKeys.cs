using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Seams;
using Mls.Core.Secrets;
using Mls.MultiDevice.SingleClient.TreeRoot;

namespace Grains.Tests.Services;

/// <summary>Fresh keys whose leaf says that they stand for a user-group epoch.</summary>
internal sealed class TaggedLeafKeys : ILeafKeySource
{
    private readonly FreshLeafKeys _fresh = new();

    public ulong Tag { get; set; }

    public LeafKeys Next(ICryptoProvider crypto, IRandomSource random, GroupId group, SignaturePrivateKey current)
    {
        var fresh = _fresh.Next(crypto, random, group, current);
        return new LeafKeys(fresh.EncryptionKey, fresh.SignatureKey, fresh.PathSecret, new ExtensionList([new LeafRef(Tag, 0, 0).ToExtension()]));
    }
}
