using System.Security.Cryptography;
using System.Text;
using Grains.Interfaces.Contracts;

namespace Grains.Clock;

/// <summary>SHA-256 over a run's actors in key order: kind, name, emission chain. Wherever a run is carried, it is computed here.</summary>
internal sealed class RunDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds the next actor; one that has never been stepped has no chain and is left out.</summary>
    public void Add(ActorId actor, Octets chain)
    {
        if (chain.Length > 0)
        {
            _hash.AppendData(Encoding.UTF8.GetBytes($"{actor.Kind}|{actor.Name}|"));
            _hash.AppendData(chain.Span);
        }
    }

    public Octets Finish() => Octets.Own(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
