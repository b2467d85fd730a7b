using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Violations;

namespace Mls.Core.Groups;

/// <summary>The first state of a member, however it came in.</summary>
internal static class JoinedState
{
    public static GroupState Make(GroupServices services, PublicGroup shared, PrivateTree keys, SignaturePrivateKey signer, EpochSecrets secrets) => new(
        shared,
        keys,
        signer,
        secrets,
        new SecretTree(services.Crypto, secrets.TakeEncryption(), shared.Tree.LeafCount, services.Limits.SecretTree),
        new PastEpochs(services.Limits));

    /// <summary>Checks the confirmation tag against the epoch's secrets, which are cleared where it does not fit.</summary>
    public static void RequireConfirmed(ICryptoProvider crypto, PublicGroup shared, EpochSecrets secrets)
    {
        if (!shared.ConfirmationTag.Verify(crypto, secrets.ConfirmationKey, shared.Context.ConfirmedTranscriptHash.Span))
        {
            secrets.Dispose();
            throw new ProtocolViolationException(WelcomeViolations.GroupInfoTag);
        }
    }
}
