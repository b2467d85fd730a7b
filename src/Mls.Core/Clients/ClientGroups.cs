using System.Collections.Immutable;
using System.Security.Cryptography;
using Mls.Core.Groups;
using Mls.Core.Schedule;
using Mls.Core.Storage;
using Mls.Core.Wire;

namespace Mls.Core.Clients;

/// <summary>A client's groups: which there are, in the client's own records, and those that are in memory. Whatever changes is for one call at a time.</summary>
/// <remarks>A group enters in three steps: the client notes that it comes, the group is stored, the client notes that it is there and in the same delta deletes the KeyPackage.
/// It leaves in three as well. Whoever finds a step missing does the rest, or takes back what had not begun.</remarks>
internal sealed class ClientGroups(GroupServices services, IClientStore store, ClientRecords records, KeyPackageStock stock, IEnumerable<GroupEntry> stored) : IDisposable
{
    private readonly Dictionary<GroupId, StoredGroup> _open = [];
    private volatile ImmutableDictionary<GroupId, GroupEntry> _entries = stored.ToImmutableDictionary(entry => entry.GroupId);

    public IReadOnlyCollection<GroupId> Ids => [.. _entries.Keys];

    public bool Contains(GroupId group) => _entries.ContainsKey(group);

    /// <summary>The group that a Welcome of that hash led to.</summary>
    public GroupId? JoinedBy(OpaqueBytes welcome) => _entries.Values.FirstOrDefault(entry => entry.Welcome == welcome)?.GroupId;

    /// <summary>Completes or undoes what was under way.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in _entries.Values.Where(entry => entry.Standing != GroupStanding.Member))
        {
            if (entry.Standing == GroupStanding.Entering && await IsStoredAsync(entry, cancellationToken))
            {
                await SettleAsync(entry, cancellationToken);
            }
            else
            {
                await EraseAsync(entry, cancellationToken);
            }
        }
    }

    /// <summary>The group, in memory or loaded; <see langword="null"/> where there is none.</summary>
    public async Task<StoredGroup?> FindAsync(GroupId groupId, CancellationToken cancellationToken)
    {
        if (!_entries.TryGetValue(groupId, out var entry))
        {
            return null;
        }

        if (_open.TryGetValue(groupId, out var group) && !group.HasEnded)
        {
            return group;
        }

        _open.Remove(groupId);
        group?.Dispose();
        group = await StoredGroup.LoadAsync(services, store.Part(entry.Part), cancellationToken);
        if (group is null)
        {
            // Somebody called StoredGroup.DeleteAsync.
            return await records.ChangeAsync<StoredGroup?>(async () =>
            {
                await EraseAsync(entry, cancellationToken);
                return null;
            });
        }

        _open.Add(groupId, group);
        return group;
    }

    /// <summary>Stores a group that has been created or joined, and owns it from here on.</summary>
    public async Task<StoredGroup> EnterAsync(GroupEntry entry, Group group, CancellationToken cancellationToken)
    {
        try
        {
            return await EnterAsync(entry, part => StoredGroup.CreateAsync(group, part, cancellationToken), cancellationToken);
        }
        catch
        {
            group.Dispose();
            throw;
        }
    }

    /// <summary>Stores a group in its three steps.</summary>
    /// <param name="entry">What is noted of it.</param>
    /// <param name="begin">Stores it in the part that it is given.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    public Task<StoredGroup> EnterAsync(GroupEntry entry, Func<IGroupStore, Task<StoredGroup>> begin, CancellationToken cancellationToken) => records.ChangeAsync(async () =>
    {
        Put(entry);
        await records.CommitAsync(cancellationToken);
        var group = await begin(store.Part(entry.Part));
        _open.Add(entry.GroupId, group);
        await SettleAsync(entry, cancellationToken);
        return group;
    });

    /// <summary>Deletes a group, whatever state it is in.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> ForgetAsync(GroupId groupId, CancellationToken cancellationToken)
    {
        if (!_entries.TryGetValue(groupId, out var entry))
        {
            return false;
        }

        return await records.ChangeAsync(async () =>
        {
            Put(entry with { Standing = GroupStanding.Leaving });
            await records.CommitAsync(cancellationToken);
            if (_open.Remove(groupId, out var group))
            {
                await EndAsync(group, cancellationToken);
            }

            await EraseAsync(entry, cancellationToken);
            return true;
        });
    }

    public void Dispose()
    {
        foreach (var group in _open.Values)
        {
            group.Dispose();
        }

        _open.Clear();
    }

    private static async Task EndAsync(StoredGroup group, CancellationToken cancellationToken)
    {
        try
        {
            // Waits for what runs in it; what comes after finds it ended.
            await group.DeleteAsync(cancellationToken);
        }
        catch (ObjectDisposedException)
        {
            // It had ended before.
        }

        group.Dispose();
    }

    private async Task<bool> IsStoredAsync(GroupEntry entry, CancellationToken cancellationToken)
    {
        var values = await store.Part(entry.Part).LoadAsync(cancellationToken);
        foreach (var value in values.Values)
        {
            CryptographicOperations.ZeroMemory(value);
        }

        return values.Count > 0;
    }

    private Task SettleAsync(GroupEntry entry, CancellationToken cancellationToken)
    {
        Put(entry with { Standing = GroupStanding.Member });
        stock.Used(entry.KeyPackage);
        return records.CommitAsync(cancellationToken);
    }

    private async Task EraseAsync(GroupEntry entry, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(entry.Part, cancellationToken);
        _entries = _entries.Remove(entry.GroupId);
        records.Delete(entry);
        await records.CommitAsync(cancellationToken);
    }

    private void Put(GroupEntry entry)
    {
        _entries = _entries.SetItem(entry.GroupId, entry);
        records.Put(entry);
    }
}
