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

    /// <summary>Whether the client has joined by it and keeps it still: so with one of last resort.</summary>
    public bool WasUsed { get; set; }

    public KeyPackage KeyPackage => Bundle.KeyPackage;

    public static StockedKeyPackage Read(ref TlsReader reader)
    {
        var (published, used) = (reader.ReadPresence(), reader.ReadPresence());
        var lifetime = Lifetime.Read(ref reader);
        return new StockedKeyPackage(KeyPackageBundle.Read(ref reader), lifetime) { IsPublished = published, WasUsed = used };
    }

    public void Write(TlsWriter writer)
    {
        writer.WriteUInt8(IsPublished ? (byte)1 : (byte)0);
        writer.WriteUInt8(WasUsed ? (byte)1 : (byte)0);
        Lifetime.Write(writer);
        Bundle.Write(writer);
    }

    public void Dispose() => Bundle.Dispose();
}
