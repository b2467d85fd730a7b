using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Secrets;
using Mls.Core.Violations;

namespace Mls.Core.Tree;

/// <summary>The receiver's side of an UpdatePath (RFC 9420, section 7.5): one ciphertext opened, the keys above derived and compared.</summary>
public static class PathReceiver
{
    /// <summary>Opens the path with the private keys of one member.</summary>
    /// <param name="crypto">The suite's primitives.</param>
    /// <param name="path">The checked path.</param>
    /// <param name="held">The receiver's private keys.</param>
    /// <param name="provisionalContext">The encoded provisional GroupContext.</param>
    /// <exception cref="ProtocolViolationException">The ciphertext cannot be opened, or the secrets do not give the public keys of the path.</exception>
    public static OpenedPath Open(ICryptoProvider crypto, ValidUpdatePath path, PrivateTree held, ReadOnlySpan<byte> provisionalContext)
    {
        for (var i = 0; i < path.Filtered.Count; i++)
        {
            if (!TreeMath.IsUnder(held.Leaf, path.Filtered[i].Index))
            {
                continue;
            }

            for (var j = 0; j < path.Recipients[i].Count; j++)
            {
                var recipient = path.Recipients[i][j].Index;
                if (TreeMath.IsUnder(held.Leaf, recipient) && held.Find(recipient) is { } key)
                {
                    var ciphertext = path.Path.Nodes[i].EncryptedPathSecrets[j];
                    using var secret = crypto.DecryptWithLabel(key, PathSecretChain.Label, provisionalContext, ciphertext)
                        ?? throw new ProtocolViolationException(PathViolations.PathSecretCannotBeOpened);
                    Rule.Require(secret.Length == crypto.HashLength, PathViolations.PathSecretLength);
                    return Derive(crypto, path, i, secret.CopyAs<PathSecret>());
                }
            }
        }

        throw new ProtocolViolationException(PathViolations.PathSecretCannotBeOpened);
    }

    /// <summary>Derives the whole path from its first secret, for whoever can know it: a sibling behind the same leaf.</summary>
    public static OpenedPath FromFirstSecret(ICryptoProvider crypto, ValidUpdatePath path, PathSecret first) => Derive(crypto, path, 0, first.CopyAs<PathSecret>());

    private static OpenedPath Derive(ICryptoProvider crypto, ValidUpdatePath path, int from, PathSecret secret)
    {
        var keys = new Dictionary<NodeIndex, HpkePrivateKey>();
        try
        {
            for (var i = from; i < path.Filtered.Count; i++)
            {
                var key = PathSecretChain.KeyPair(crypto, secret);
                keys[path.Filtered[i].Index] = key;
                Rule.Require(key.PublicKey == path.Path.Nodes[i].EncryptionKey, PathViolations.PathKeyMismatch);
                using var used = secret;
                secret = PathSecretChain.Next(crypto, used);
            }

            return new OpenedPath(keys, secret.CopyAs<CommitSecret>());
        }
        catch
        {
            foreach (var key in keys.Values)
            {
                key.Dispose();
            }

            throw;
        }
        finally
        {
            secret.Dispose();
        }
    }

    /// <summary>The parents above a joiner, from the path secret that its Welcome holds (RFC 9420, section 12.4.3.1).</summary>
    internal static Dictionary<NodeIndex, HpkePrivateKey> ForJoiner(ICryptoProvider crypto, RatchetTree tree, LeafIndex joiner, LeafIndex committer, PathSecret told)
    {
        Rule.Require(told.Length == crypto.HashLength, WelcomeViolations.WelcomePathSecretLength);
        var keys = new Dictionary<NodeIndex, HpkePrivateKey>();
        var secret = told.CopyAs<PathSecret>();
        try
        {
            // From the lowest common ancestor up, blank parents are those that the path left out.
            foreach (var parent in tree.DirectPath(joiner).SkipWhile(one => !TreeMath.IsUnder(committer, one.Index)).Where(one => !one.IsBlank))
            {
                var key = PathSecretChain.KeyPair(crypto, secret);
                keys[parent.Index] = key;
                Rule.Require(key.PublicKey == parent.EncryptionKey, WelcomeViolations.WelcomePathKeyMismatch);
                using var used = secret;
                secret = PathSecretChain.Next(crypto, used);
            }

            return keys;
        }
        catch
        {
            foreach (var key in keys.Values)
            {
                key.Dispose();
            }

            throw;
        }
        finally
        {
            secret.Dispose();
        }
    }
}
