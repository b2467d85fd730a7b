using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Secrets;

namespace Mls.Core.Tree;

/// <summary>What a member learned from a path: private keys of parents, and the commit secret. Owned until taken.</summary>
public sealed class OpenedPath : IDisposable
{
    private readonly Dictionary<NodeIndex, HpkePrivateKey> _keys;
    private bool _keysTaken;

    internal OpenedPath(Dictionary<NodeIndex, HpkePrivateKey> keys, CommitSecret commitSecret)
    {
        _keys = keys;
        CommitSecret = commitSecret;
    }

    /// <summary>What the path adds to the key schedule.</summary>
    public CommitSecret CommitSecret { get; }

    /// <summary>Hands over the private keys.</summary>
    internal Dictionary<NodeIndex, HpkePrivateKey> TakeKeys()
    {
        _keysTaken = true;
        return _keys;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CommitSecret.Dispose();
        if (!_keysTaken)
        {
            foreach (var key in _keys.Values)
            {
                key.Dispose();
            }
        }
    }
}
