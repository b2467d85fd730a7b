using Mls.Core.Crypto;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Wire;

namespace Mls.MultiDevice.Security;

/// <summary>Follows Commits with whatever key opens them: every ciphertext of a path for whose key the private half is known, and paths of leaves whose seed is known.
/// A ciphertext opens with the private half of the key that it was sealed to and with no other, so looking keys up by their public halves leaves none untried.</summary>
internal sealed class PathThief(ICryptoProvider crypto, Loot loot) : IDisposable
{
    private readonly Dictionary<PublicTransition, CommitSecret> _commitSecrets = [];

    /// <summary>Opens a Commit's path, and with it and the epoch before the epoch after.</summary>
    /// <returns>Whether anything new came of it.</returns>
    public bool Try(PublicTransition transition)
    {
        var isNew = !_commitSecrets.ContainsKey(transition) && Open(transition);
        var after = transition.After;
        if (loot.Epoch(after.GroupId, after.Epoch.Value) is { IsWhole: true } || !_commitSecrets.TryGetValue(transition, out var commitSecret)
            || loot.Epoch(after.GroupId, transition.Before.Epoch.Value) is not { Secrets: var before })
        {
            return isNew;
        }

        using var external = External(transition, before);
        if (transition.Provisional.Proposals.ExternalInit is not null && external is null)
        {
            return isNew;
        }

        var context = Tls.Encode(after.Context);
        using var joiner = KeySchedule.DeriveJoiner(crypto, external ?? before.Init, commitSecret, context);
        using var psk = PskSecretBuilder.None(crypto);
        return Enter(after, KeySchedule.DeriveEpoch(crypto, joiner, psk, context)) || isNew;
    }

    /// <summary>Takes over secrets that may be those of an epoch: the confirmation tag tells.</summary>
    /// <returns>Whether they are.</returns>
    public bool Enter(PublicGroup state, EpochSecrets secrets)
    {
        if (!state.ConfirmationTag.Verify(crypto, secrets.ConfirmationKey, state.Context.ConfirmedTranscriptHash.Span))
        {
            secrets.Dispose();
            return false;
        }

        loot.Replace(state.GroupId, state.Epoch.Value, EpochLoot.Derived(crypto, secrets, state.Tree.LeafCount));
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var secret in _commitSecrets.Values)
        {
            secret.Dispose();
        }
    }

    private InitSecret? External(PublicTransition transition, EpochSecrets before)
    {
        if (transition.Provisional.Proposals.ExternalInit is not { } init)
        {
            return null;
        }

        using var key = before.DeriveExternalKeyPair(crypto);
        return KeySchedule.ReceiveExternalInit(crypto, key, init.KemOutput.Span);
    }

    private bool Open(PublicTransition transition)
    {
        if (transition.Path is not { } path)
        {
            _commitSecrets.Add(transition, KeySchedule.CommitSecretWithoutPath(crypto));
            return true;
        }

        var filtered = transition.Provisional.Tree.FilteredDirectPath(path.Committer);
        if (loot.Path(path.Path.LeafNode.EncryptionKey) is { } first)
        {
            return Climb(transition, path, filtered, 0, new PathSecret(first.Expose()));
        }

        var context = Tls.Encode(transition.Before.Context with
        {
            Epoch = transition.Before.Epoch.Next,
            TreeHash = path.Tree.TreeHash(crypto),
            Extensions = transition.Provisional.Extensions,
        });
        for (var i = 0; i < filtered.Count; i++)
        {
            var recipients = Resolution.Of(filtered[i].AwayFrom(path.Committer), transition.Provisional.AddedLeaves);
            for (var j = 0; j < recipients.Count; j++)
            {
                if (loot.Key(recipients[j].EncryptionKey) is { } key)
                {
                    using var secret = crypto.DecryptWithLabel(key, "UpdatePathNode"u8, context, path.Path.Nodes[i].EncryptedPathSecrets[j]);
                    if (secret is not null)
                    {
                        return Climb(transition, path, filtered, i, new PathSecret(secret.Expose()));
                    }
                }
            }
        }

        return false;
    }

    /// <summary>From one path secret upwards: the keys of the path, and the commit secret (RFC 9420, section 7.4).</summary>
    private bool Climb(PublicTransition transition, ValidUpdatePath path, IReadOnlyList<ParentSlot> filtered, int from, PathSecret secret)
    {
        for (var i = from; i < filtered.Count; i++)
        {
            using var used = secret;
            var key = KeyPair(crypto, used);
            if (key.PublicKey != path.Path.Nodes[i].EncryptionKey)
            {
                key.Dispose();
                return false;
            }

            loot.Add(key);
            secret = crypto.DeriveSecret<PathSecret>(used, "path"u8);
        }

        using (secret)
        {
            _commitSecrets.Add(transition, new CommitSecret(secret.Expose()));
        }

        return true;
    }

    /// <summary>The key pair of the node that a path secret belongs to.</summary>
    public static HpkePrivateKey KeyPair(ICryptoProvider crypto, PathSecret secret)
    {
        using var node = crypto.DeriveSecret(secret, "node"u8);
        return crypto.Kem.DeriveKeyPair(node.Expose());
    }
}
