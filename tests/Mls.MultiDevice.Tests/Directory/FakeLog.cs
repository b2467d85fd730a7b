using Mls.Core.Wire;
using Mls.MultiDevice.Directory;
using Xunit;

namespace Mls.MultiDevice.Tests.Directory;

/// <summary>Logs in memory that count how often and how much is read.</summary>
internal sealed class FakeLog : IDirectoryLog
{
    private readonly Dictionary<string, List<DirectoryLogEntry>> _entries = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public int Reads { get; private set; }

    public int EntriesRead { get; private set; }

    public void Append(string user, long at, OpaqueBytes octets)
    {
        if (!_entries.TryGetValue(user, out var entries))
        {
            _entries.Add(user, entries = []);
        }

        entries.Add(new DirectoryLogEntry(at, octets));
    }

    public void Append(string user, long at, DirectoryRecord record) => Append(user, at, Tls.EncodeOpaque(record));

    public IReadOnlyList<DirectoryLogEntry> Read(string user, long asOf, int skip)
    {
        lock (_lock)
        {
            Reads++;
            if (!_entries.TryGetValue(user, out var entries))
            {
                return [];
            }

            var visible = entries.TakeWhile(entry => entry.At <= asOf).ToList();
            Assert.True(skip <= visible.Count, "more skipped than there is");
            EntriesRead += visible.Count - skip;
            return visible[skip..];
        }
    }
}
