using System.Collections.Immutable;
using System.Security.Cryptography;
using Mls.Core.Configuration;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Schedule;
using Mls.Core.Storage;
using Mls.Core.Tree;

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

        if (_open.TryGetValue(groupId, out var group) && !HasEnded(group))
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

    /// <summary>Joins by a Welcome, or finds the group that the same Welcome led to; <see langword="null"/> where it is for no KeyPackage in stock.</summary>
    public async Task<StoredGroup?> JoinAsync(Welcome welcome, RatchetTree? tree, CancellationToken cancellationToken)
    {
        var hash = MessageHash.Of(services.Crypto, new MlsMessage.OfWelcome(welcome));
        if (_entries.Values.FirstOrDefault(entry => entry.Welcome == hash) is { } known && await FindAsync(known.GroupId, cancellationToken) is { } joined)
        {
            return joined;
        }

        if (stock.Find(WelcomeReceiver.NewMembers(welcome)) is not var (name, bundle))
        {
            return null;
        }

        var group = await OpenAsync(welcome, bundle, tree, cancellationToken);
        return await EnterAsync(new GroupEntry(group.GroupId, GroupStanding.Entering, name, hash), group, cancellationToken);
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

    private static bool HasEnded(StoredGroup group)
    {
        try
        {
            return group.HasEnded();
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
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

    /// <summary>A group that goes on from another is joined through it (RFC 9420, sections 11.2 and 11.3); without that one, the Welcome is refused for a key that is missing.</summary>
    private async Task<Group> OpenAsync(Welcome welcome, KeyPackageBundle bundle, RatchetTree? tree, CancellationToken cancellationToken)
    {
        var psks = WelcomeReceiver.PreSharedKeys(services.Crypto, welcome, JoinKeys.Of(services.Crypto, bundle));
        var link = psks.OfType<PreSharedKeyId.Resumption>().FirstOrDefault(psk => psk.Usage is ResumptionPskUsage.ReInit or ResumptionPskUsage.Branch);
        if (link is null || await FindAsync(link.PskGroupId, cancellationToken) is not { } origin)
        {
            return WelcomeReceiver.Join(services, welcome, bundle, tree);
        }

        return await origin.LendAsync(
            group => link.Usage == ResumptionPskUsage.ReInit
                ? Reinitialization.Join(group, services, welcome, bundle, tree)
                : SubgroupBranching.Join(group, services, welcome, bundle, tree),
            cancellationToken);
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
