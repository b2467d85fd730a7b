using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Mls.Core.Clients;

/// <summary>A KeyPackage that the client has made, with its private keys, and what became of it.</summary>
internal sealed class StockedKeyPackage(KeyPackageBundle bundle, Lifetime lifetime) : IDisposable
{
    public KeyPackageBundle Bundle { get; } = bundle;

    public Lifetime Lifetime { get; } = lifetime;

    /// <summary>Whether the delivery service is known to have it.</summary>
    public bool IsPublished { get; set; }

    /// <summary>Whether another is to take its place, while it can still be joined with: one of last resort that was used, or one that says what the client was before.</summary>
    public bool IsOutdated { get; set; }

    public KeyPackage KeyPackage => Bundle.KeyPackage;

    public static StockedKeyPackage Read(ref TlsReader reader)
    {
        var (published, outdated) = (reader.ReadPresence(), reader.ReadPresence());
        var lifetime = Lifetime.Read(ref reader);
        return new StockedKeyPackage(KeyPackageBundle.Read(ref reader), lifetime) { IsPublished = published, IsOutdated = outdated };
    }

    public void Write(TlsWriter writer)
    {
        writer.WriteUInt8(IsPublished ? (byte)1 : (byte)0);
        writer.WriteUInt8(IsOutdated ? (byte)1 : (byte)0);
        Lifetime.Write(writer);
        Bundle.Write(writer);
    }

    public void Dispose() => Bundle.Dispose();
}
