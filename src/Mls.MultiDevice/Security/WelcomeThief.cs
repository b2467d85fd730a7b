using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Wire;

namespace Mls.MultiDevice.Security;

/// <summary>Opens Welcomes with every init key that is known (RFC 9420, section 12.4.3.1).</summary>
internal sealed class WelcomeThief(ICryptoProvider crypto, Loot loot)
{
    private readonly HashSet<KeyPackageRef> _opened = [];
    private readonly List<(GroupInfo Info, PathSecret Path)> _told = [];

    /// <summary>Tries every Welcome, and then the path secrets that they told on trees that have become known.</summary>
    /// <returns>Whether anything new came of it.</returns>
    public bool Try(PublicHistory history)
    {
        var isNew = false;
        foreach (var welcome in history.Welcomes)
        {
            foreach (var entry in welcome.Secrets)
            {
                if (!_opened.Contains(entry.NewMember) && loot.InitKey(entry.NewMember) is { } key)
                {
                    _opened.Add(entry.NewMember);
                    isNew |= Open(history, welcome, entry, key);
                }
            }
        }

        for (var i = _told.Count - 1; i >= 0; i--)
        {
            var (info, path) = _told[i];
            if (history.State(info.Context.GroupId, info.Context.Epoch.Value) is { Tree: var tree })
            {
                _told.RemoveAt(i);
                using (path)
                {
                    isNew |= Climb(tree, info.Signer, path);
                }
            }
        }

        return isNew;
    }

    private bool Open(PublicHistory history, Welcome welcome, EncryptedGroupSecrets entry, HpkePrivateKey key)
    {
        try
        {
            using var opened = crypto.DecryptWithLabel(key, "Welcome"u8, welcome.EncryptedGroupInfo.Span, entry.Sealed);
            if (opened is null)
            {
                return false;
            }

            using var secrets = Tls.Decode<GroupSecrets>(opened.Expose());
            using var psk = PskSecretBuilder.None(crypto);
            using var welcomeSecret = KeySchedule.DeriveWelcome(crypto, secrets.JoinerSecret, psk);
            using var keys = KeySchedule.DeriveWelcomeKeys(crypto, welcomeSecret);
            var plaintext = new byte[Math.Max(0, welcome.EncryptedGroupInfo.Length - crypto.AeadTagLength)];
            if (!crypto.AeadOpen(keys.Key, keys.Nonce, [], welcome.EncryptedGroupInfo.Span, plaintext))
            {
                return false;
            }

            var info = Tls.Decode<GroupInfo>(plaintext);
            var (group, epoch) = (info.Context.GroupId, info.Context.Epoch.Value);
            var tree = history.State(group, epoch)?.Tree;
            loot.Replace(group, epoch, EpochLoot.Derived(crypto, KeySchedule.DeriveEpoch(crypto, secrets.JoinerSecret, psk, Tls.Encode(info.Context)), tree?.LeafCount));
            if (secrets.PathSecret is { } path)
            {
                _told.Add((info, new PathSecret(path.Expose())));
            }

            return true;
        }
        catch (MalformedException)
        {
            return false;
        }
    }

    /// <summary>From the lowest parent that the committer shares with a leaf whose key is known, upwards.</summary>
    private bool Climb(RatchetTree tree, LeafIndex committer, PathSecret told)
    {
        var isNew = false;
        foreach (var (own, _) in tree.Leaves().Where(leaf => leaf.Index != committer && loot.Key(leaf.Node.EncryptionKey) is not null))
        {
            var secret = new PathSecret(told.Expose());
            foreach (var parent in tree.DirectPath(own).SkipWhile(one => !TreeMath.IsUnder(committer, one.Index)).Where(one => !one.IsBlank))
            {
                using var used = secret;
                var key = PathThief.KeyPair(crypto, used);
                secret = crypto.DeriveSecret<PathSecret>(used, "path"u8);
                if (key.PublicKey != parent.EncryptionKey)
                {
                    key.Dispose();
                    break;
                }

                isNew |= loot.Add(key);
            }

            secret.Dispose();
        }

        return isNew;
    }
}
