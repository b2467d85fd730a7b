using Mls.Core.Configuration;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;

namespace Mls.Core.Clients;

/// <summary>A client's KeyPackages: which are missing, which have had their time. What changes is put into the records, which the client commits.</summary>
internal sealed class KeyPackageStock(GroupServices services, ClientOptions options, ClientRecords records, Dictionary<KeyPackageRef, StockedKeyPackage> packages) : IDisposable
{
    /// <summary>The first of these that is in stock.</summary>
    public (KeyPackageRef Name, KeyPackageBundle Bundle)? Find(IEnumerable<KeyPackageRef> names)
    {
        foreach (var name in names)
        {
            if (packages.TryGetValue(name, out var package))
            {
                return (name, package.Bundle);
            }
        }

        return null;
    }

    /// <summary>The public halves, the oldest first.</summary>
    public IReadOnlyList<KeyPackage> KeyPackages() => [.. Ordered().Select(one => one.Value.KeyPackage)];

    /// <summary>Drops what has expired or is too much and makes what is missing.</summary>
    /// <param name="identity">The client now.</param>
    /// <param name="remaining">How many for one use the delivery service has left, where it tells.</param>
    /// <returns>What is to be published.</returns>
    public IReadOnlyList<KeyPackageRef> Refill(StoredIdentity identity, int? remaining)
    {
        var now = services.Clock.GetUtcNow();
        foreach (var (name, package) in packages.ToList())
        {
            if (HasEnded(package.Lifetime, now))
            {
                Drop(name);
            }
        }

        var fresh = packages.Values.Where(package => IsFresh(package, now)).ToList();
        var unpublished = fresh.Count(package => !package.IsPublished && !package.KeyPackage.IsLastResort);
        var published = fresh.Count(package => package.IsPublished && !package.KeyPackage.IsLastResort);
        for (var count = unpublished + Math.Min(published, remaining ?? published); count < options.KeyPackages; count++)
        {
            Make(identity, lastResort: false);
        }

        if (options.LastResort && !fresh.Exists(package => package.KeyPackage.IsLastResort))
        {
            Make(identity, lastResort: true);
        }

        // Those published longest go first: they are most likely to have been fetched and forgotten.
        foreach (var (name, _) in Ordered().Where(one => one.Value.IsPublished).Take(packages.Count - options.MaxKeyPackages).ToList())
        {
            Drop(name);
        }

        return [.. Ordered().Where(one => !one.Value.IsPublished && IsFresh(one.Value, now)).Select(one => one.Key)];
    }

    /// <summary>The public half of one in stock; <see langword="null"/> where it is gone.</summary>
    public KeyPackage? Get(KeyPackageRef name) => packages.GetValueOrDefault(name)?.KeyPackage;

    /// <summary>The delivery service has it. It may have been used by now.</summary>
    public void Published(KeyPackageRef name)
    {
        if (packages.TryGetValue(name, out var package) && !package.IsPublished)
        {
            package.IsPublished = true;
            records.Put(name, package);
        }
    }

    /// <summary>The client has joined by it: it goes, unless it is one of last resort.</summary>
    public void Used(KeyPackageRef name)
    {
        if (!packages.TryGetValue(name, out var package))
        {
            return;
        }

        if (package.KeyPackage.IsLastResort)
        {
            package.IsOutdated = true;
            records.Put(name, package);
        }
        else
        {
            Drop(name);
        }
    }

    /// <summary>The client is another now: all are replaced by the next refilling.</summary>
    public void Outdate()
    {
        foreach (var (name, package) in packages)
        {
            package.IsOutdated = true;
            records.Put(name, package);
        }
    }

    public void Dispose()
    {
        foreach (var package in packages.Values)
        {
            package.Dispose();
        }
    }

    private static bool HasEnded(Lifetime lifetime, DateTimeOffset now) => now.ToUnixTimeSeconds() is var seconds && seconds >= 0 && (ulong)seconds > lifetime.NotAfter;

    /// <summary>Whether somebody may still add the client by it for a while, as the client is now.</summary>
    private bool IsFresh(StockedKeyPackage package, DateTimeOffset now) =>
        !package.IsOutdated && package.Lifetime.Contains(now) && package.Lifetime.Contains(now + options.RenewBefore);

    private IOrderedEnumerable<KeyValuePair<KeyPackageRef, StockedKeyPackage>> Ordered() =>
        packages.OrderBy(one => one.Value.Lifetime.NotAfter).ThenBy(one => one.Key.ToString(), StringComparer.Ordinal);

    private void Make(StoredIdentity identity, bool lastResort)
    {
        var lifetime = Lifetime.Starting(services.Clock, options.Lifetime);
        var bundle = KeyPackageFactory.Create(services.Crypto, services.Random, identity.Identity, lifetime, identity.SignatureKey, lastResort);
        var package = new StockedKeyPackage(bundle, lifetime);
        var name = bundle.KeyPackage.Ref(services.Crypto);
        packages.Add(name, package);
        records.Put(name, package);
    }

    private void Drop(KeyPackageRef name)
    {
        if (packages.Remove(name, out var package))
        {
            package.Dispose();
            records.Delete(name);
        }
    }
}
