using Mls.Core.Crypto;
using Mls.Core.Wire;

namespace Mls.MultiDevice.SingleClient.UserGroups;

/// <summary>Siblings that have come into the user group and are to be let into the groups. While somebody is waited for, a device keeps the joiner secret of each group's latest
/// own-leaf Commit; that is a window into the past, so nobody is waited for longer than <see cref="Patience"/>.</summary>
public sealed class Newcomers
{
    /// <summary>Virtual milliseconds for which a newcomer is waited for: several times what any of the siblings has to let it in. Who comes later asks for new epochs.</summary>
    public const long Patience = 15 * 60_000;

    private readonly SortedDictionary<string, (SignaturePublicKey Key, long Since)> _waited = new(StringComparer.Ordinal);

    /// <summary>Whether anybody is waited for.</summary>
    public bool Any => _waited.Count > 0;

    /// <summary>Restores what <see cref="Write"/> wrote.</summary>
    /// <exception cref="MalformedException">The octets are not those of newcomers.</exception>
    public static Newcomers Read(ref TlsReader reader)
    {
        var newcomers = new Newcomers();
        reader.VisitVector((ref TlsReader content) =>
        {
            newcomers.Add(SignaturePublicKey.Read(ref content), (long)(content.ReadUInt64() & long.MaxValue));
        });

        return newcomers;
    }

    /// <summary>A device has come, known by its leaf's key.</summary>
    public void Add(SignaturePublicKey key, long now) => _waited[key.Octets.ToString()] = (key, now);

    /// <summary>A device has been removed again.</summary>
    public void Remove(SignaturePublicKey key) => _waited.Remove(key.Octets.ToString());

    /// <summary>Nobody is waited for any more.</summary>
    public void Clear() => _waited.Clear();

    /// <summary>Those who have been waited for too long are not any more.</summary>
    public void Expire(long now)
    {
        foreach (var (name, (_, since)) in _waited.ToArray())
        {
            if (since + Patience < now)
            {
                _waited.Remove(name);
            }
        }
    }

    /// <summary>Writes everything.</summary>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var mark = writer.BeginVector();
        foreach (var (key, since) in _waited.Values)
        {
            key.Write(writer);
            writer.WriteUInt64((ulong)since);
        }

        writer.EndVector(mark);
    }
}
