using Mls.Core.Configuration;
using Mls.Core.Framing;
using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>Makes GroupInfos (RFC 9420, section 12.4.3).</summary>
internal static class GroupInfoFactory
{
    public static GroupInfo Create(GroupServices services, GroupState state, bool withTree, bool withExternalPub)
    {
        var crypto = services.Crypto;
        var extensions = services.Grease == GreasePolicy.None ? ExtensionList.Empty : new ExtensionList([Grease.Extension(services.Random)]);
        if (withTree)
        {
            extensions = extensions.With(ExtensionType.RatchetTree, Tls.EncodeOpaque(state.Public.Tree));
        }

        if (withExternalPub)
        {
            using var external = state.Secrets.DeriveExternalKeyPair(crypto);
            extensions = extensions.With(ExtensionType.ExternalPub, Tls.EncodeOpaque(external.PublicKey));
        }

        return new GroupInfo(state.Public.Context, extensions, state.Public.ConfirmationTag, state.OwnLeaf, default).Sign(crypto, state.Signer);
    }
}
