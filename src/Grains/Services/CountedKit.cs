using System.Text;
using Mls.Core.Authentication;
using Mls.Core.Crypto;
using Mls.Core.Nodes;
using Mls.Core.Wire;
using Mls.MultiDevice.Directory;

namespace Grains.Services;

/// <summary>What one service shares with the others of its silo, and what it fetches from the directory for its decisions, counted. Keeps what it has fetched.</summary>
internal sealed class CountedKit
{
    private readonly DirectoryReader _reader;

    public CountedKit(ServiceKit shared)
    {
        _reader = new DirectoryReader(shared.Directory);
        Kit = shared with
        {
            Authentication = now => new Counting(shared.Authentication(now), _reader, now),
            IsDevice = (device, now) =>
            {
                // Whatever name was said: only a user's has an entry.
                if (Address.UserOf(device) is { Length: > 0 } user && Encoding.UTF8.GetByteCount(user) <= UserId.Length && !user.Contains('\0', StringComparison.Ordinal))
                {
                    _reader.Fetch(UserId.Of(user), null, now);
                }

                return shared.IsDevice(device, now);
            },
        };
    }

    /// <summary>The kit to work with.</summary>
    public ServiceKit Kit { get; }

    /// <summary>Accounts for what has been fetched since the last call.</summary>
    public void Charge(Turn turn)
    {
        if (_reader.Take() is { Records: > 0 } fetched)
        {
            turn.Fetched(fetched.Records, fetched.Octets);
        }
    }

    public void Write(TlsWriter writer) => _reader.Write(writer);

    public void Restore(ref TlsReader reader) => _reader.Restore(ref reader);

    private sealed class Counting(IAuthenticationService inner, DirectoryReader reader, long now) : IAuthenticationService
    {
        public bool IsValid(Credential credential, SignaturePublicKey key)
        {
            Fetch(credential, key);
            return inner.IsValid(credential, key);
        }

        public bool IsSuccessor(LeafNode present, LeafNode next)
        {
            if (present.SignatureKey != next.SignatureKey)
            {
                Fetch(next.Credential, next.SignatureKey);
            }

            return inner.IsSuccessor(present, next);
        }

        private void Fetch(Credential credential, SignaturePublicKey key)
        {
            if (credential is Credential.Basic basic)
            {
                reader.Fetch(basic.Identity, key, now);
            }
        }
    }
}
