using Mls.Core.Authentication;
using Mls.Core.Crypto;
using Mls.Core.Nodes;
using Mls.Core.Wire;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>The directory as one device sees it now; what the device has certified itself counts at once. While an entry of a group's log is being followed, what it brings
/// must not have ended before the entry was accepted; trees hold what nobody has removed yet, and have the grace. What the device must fetch for its decisions is counted.</summary>
/// <param name="directory">The directory.</param>
/// <param name="clock">The device's clock.</param>
/// <param name="self">The device's own key, once it has one.</param>
internal sealed class DeviceAuthentication(AuthenticationDirectory directory, VirtualClock clock, Func<SignaturePublicKey?> self) : IAuthenticationService
{
    private readonly DirectoryReader _reader = new(directory);
    private int _signed;
    private readonly HashSet<(OpaqueBytes Identity, SignaturePublicKey Key)> _own = [];

    /// <summary>The entry that is being followed; <see langword="null"/> where none is.</summary>
    public DeviceItem.Entry? Following { get; set; }

    /// <summary>Notes a key that this device has just certified.</summary>
    public void Certified(OpaqueBytes identity, SignaturePublicKey key) => _own.Add((identity, key));

    /// <summary>Whether this device has just certified a key.</summary>
    public bool HasCertified(OpaqueBytes identity, SignaturePublicKey key) => _own.Contains((identity, key));

    /// <summary>Notes a record that this device has signed.</summary>
    public void Signed() => _signed++;

    /// <summary>Records signed and fetched since the last call.</summary>
    public (int Signed, FetchedRecords Fetched) TakeUse()
    {
        var use = (_signed, _reader.Take());
        _signed = 0;
        return use;
    }

    /// <inheritdoc/>
    public bool IsValid(Credential credential, SignaturePublicKey key) => IsOwn(credential, key) || View().IsValid(credential, Fetched(credential, key));

    /// <summary>Whether the leaf's key has not ended: whoever vouches for a group's state is a member now.</summary>
    public bool IsCurrent(LeafNode leaf) => directory.WithoutGraceAt(clock.Now).IsValid(leaf.Credential, leaf.SignatureKey);

    /// <inheritdoc/>
    public bool IsSuccessor(LeafNode present, LeafNode next) =>
        present.Credential == next.Credential
        && (present.SignatureKey == next.SignatureKey
            || IsOwn(next.Credential, next.SignatureKey)
            || (Fetched(next.Credential, next.SignatureKey) is not null && directory.At(clock.Now).IsSuccessor(present, next)));

    private IAuthenticationService View() =>
        Following is { } entry ? directory.Following(clock.Now, (long)entry.AcceptedAt, entry.IsLate) : directory.At(clock.Now);

    /// <summary>Forgets what the directory has by now.</summary>
    public void Settle() => _own.RemoveWhere(own => directory.At(clock.Now).IsValid(new Credential.Basic(own.Identity), own.Key));

    /// <summary>For snapshots.</summary>
    public void Write(TlsWriter writer)
    {
        var mark = writer.BeginVector();
        foreach (var (identity, key) in _own.OrderBy(own => own.Key.Octets.ToString(), StringComparer.Ordinal))
        {
            writer.WriteOpaque(identity);
            key.Write(writer);
        }

        writer.EndVector(mark);
        _reader.Write(writer);
    }

    /// <summary>Takes over what a snapshot held.</summary>
    public void Restore(ref TlsReader reader)
    {
        reader.VisitVector((ref TlsReader content) =>
        {
            _own.Add((content.ReadOpaque(), SignaturePublicKey.Read(ref content)));
        });

        _reader.Restore(ref reader);
    }

    private bool IsOwn(Credential credential, SignaturePublicKey key) => credential is Credential.Basic basic && _own.Contains((basic.Identity, key));

    private SignaturePublicKey Fetched(Credential credential, SignaturePublicKey key)
    {
        if (credential is Credential.Basic basic)
        {
            _reader.Fetch(basic.Identity, key, clock.Now, self());
        }

        return key;
    }
}
