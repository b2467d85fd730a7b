using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>Published KeyPackages, first in, first out, each handed out once; one shelf for each delivery address.</summary>
internal sealed class KeyPackageStore
{
    private readonly SortedDictionary<string, Shelf> _shelves = new(StringComparer.Ordinal);

    /// <summary>KeyPackages in the store.</summary>
    public int Count => _shelves.Values.Sum(shelf => shelf.Packages.Count);

    /// <summary>Shelves: clients of the user that publish.</summary>
    public int Clients => _shelves.Count;

    /// <summary>How often a shelf was found empty.</summary>
    public ulong Exhausted { get; private set; }

    /// <summary>Whether everything has been withdrawn and nothing put in since.</summary>
    public bool IsWithdrawn { get; private set; }

    /// <summary>Puts a KeyPackage in.</summary>
    /// <param name="package">The KeyPackage.</param>
    /// <param name="notAfter">When it expires, in seconds since 1970-01-01 UTC.</param>
    /// <param name="room">How many a shelf holds at most.</param>
    /// <returns>Whether there was room.</returns>
    public bool Put(PublishedKeyPackage package, ulong notAfter, uint room)
    {
        if (!_shelves.TryGetValue(package.Address, out var shelf))
        {
            _shelves[package.Address] = shelf = new Shelf();
        }

        if (shelf.Packages.Count >= room)
        {
            return false;
        }

        shelf.Packages.Enqueue((package, notAfter));
        IsWithdrawn = false;
        return true;
    }

    /// <summary>Takes one KeyPackage of each shelf, or of one device's only. A shelf whose first KeyPackage cannot be used yet is passed over.</summary>
    /// <param name="device">The device; empty for all.</param>
    /// <param name="isUsable">Whether a KeyPackage can be used.</param>
    public ValueList<PublishedKeyPackage> Take(string device, Func<PublishedKeyPackage, bool> isUsable)
    {
        var taken = new List<PublishedKeyPackage>();
        foreach (var (address, shelf) in _shelves)
        {
            if (device.Length > 0 && address != device)
            {
                continue;
            }

            if (!shelf.Packages.TryPeek(out var first))
            {
                Exhausted++;
            }
            else if (isUsable(first.Package))
            {
                taken.Add(shelf.Packages.Dequeue().Package);
            }
        }

        return taken.ToValueList();
    }

    /// <summary>Takes a device's KeyPackages out of the store.</summary>
    public void Withdraw(string device)
    {
        _shelves.Remove(device);
        foreach (var shelf in _shelves.Values)
        {
            shelf.Keep(held => held.Package.Device != device);
        }
    }

    /// <summary>Takes all KeyPackages out of the store; requests wait for new ones.</summary>
    public void WithdrawAll()
    {
        IsWithdrawn |= _shelves.Count > 0;
        foreach (var shelf in _shelves.Values)
        {
            shelf.Keep(static _ => false);
        }
    }

    /// <summary>Drops what expires before <paramref name="unixSeconds"/>; where nothing is left, everything counts as withdrawn.</summary>
    public void DropExpired(ulong unixSeconds)
    {
        var before = Count;
        foreach (var shelf in _shelves.Values)
        {
            shelf.Keep(held => held.NotAfter >= unixSeconds);
        }

        IsWithdrawn |= before > 0 && Count == 0;
    }

    /// <summary>Shelves that hold too little and whose owner has not been asked: the address, and how many are wanted.</summary>
    public IEnumerable<(string Address, uint Wanted)> Low(uint refillBelow, uint pool) => _shelves
        .Where(shelf => shelf.Value.Asked.Length == 0 && shelf.Value.Packages.Count < refillBelow)
        .Select(shelf => (shelf.Key, pool - (uint)shelf.Value.Packages.Count));

    /// <summary>The device has been asked to refill a shelf, or is known to be about to.</summary>
    public void Ask(string address, string device) => _shelves[address].Asked = device;

    /// <summary>All shelves will be refilled by <paramref name="device"/>.</summary>
    public void AskForAll(string device)
    {
        foreach (var shelf in _shelves.Values)
        {
            shelf.Asked = device;
        }
    }

    /// <summary>Nobody waits for this device any more: it is away, or has published.</summary>
    public void Unask(string device)
    {
        foreach (var shelf in _shelves.Values)
        {
            if (shelf.Asked == device)
            {
                shelf.Asked = string.Empty;
            }
        }
    }

    public void Write(TlsWriter writer)
    {
        writer.WriteUInt64(Exhausted);
        writer.WriteFlag(IsWithdrawn);
        writer.WriteAll(_shelves, shelf =>
        {
            writer.WriteText(shelf.Key);
            writer.WriteText(shelf.Value.Asked);
            writer.WriteAll(shelf.Value.Packages, held =>
            {
                held.Package.Write(writer);
                writer.WriteUInt64(held.NotAfter);
            });
        });
    }

    public static KeyPackageStore Read(ref TlsReader reader)
    {
        var store = new KeyPackageStore { Exhausted = reader.ReadUInt64(), IsWithdrawn = reader.ReadPresence() };
        reader.VisitAll((ref TlsReader reader) =>
        {
            var address = reader.ReadText();
            var shelf = new Shelf { Asked = reader.ReadText() };
            for (var packages = reader.ReadUInt32(); packages > 0; packages--)
            {
                shelf.Packages.Enqueue((PublishedKeyPackage.Read(ref reader), reader.ReadUInt64()));
            }

            store._shelves.Add(address, shelf);
        });

        return store;
    }

    private sealed class Shelf
    {
        public Queue<(PublishedKeyPackage Package, ulong NotAfter)> Packages { get; } = new();

        public string Asked { get; set; } = string.Empty;

        public void Keep(Func<(PublishedKeyPackage Package, ulong NotAfter), bool> which)
        {
            if (!Packages.All(which))
            {
                var kept = Packages.Where(which).ToList();
                Packages.Clear();
                kept.ForEach(Packages.Enqueue);
            }
        }
    }
}
