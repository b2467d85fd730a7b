using System.Globalization;
using Interop.Tests.Clients;
using Interop.Tests.Peers;
using Mls.Core.Nodes;
using Mls.Core.Tree;
using Mls.Core.Wire;
using Xunit;

namespace Interop.Tests.Scenarios;

/// <summary>A random life of a mixed group, determined by its seed up to the keys: each step changes the epoch once, and two members talk.</summary>
internal sealed class RandomLife(MixedGroup group, int seed)
{
    private const int Most = 8;
    private const ulong ResumptionEpochs = 3;
    private const string LateText = "late";

    private readonly Random _random = new(seed);
    private readonly Dictionary<Client, ulong> _since = [];
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<uint> _absent = [];

    /// <summary>Commits by clients of this library, external ones among them.</summary>
    public int CommitsOfOurs { get; private set; }

    /// <summary>Commits by clients of ts-mls, external ones among them.</summary>
    public int CommitsOfTsMls { get; private set; }

    /// <summary>What was done at least once.</summary>
    public IEnumerable<string> Kinds => _counts.Keys;

    /// <summary>How often each thing was done.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{CommitsOfOurs} Commits of ours, {CommitsOfTsMls} of ts-mls; {string.Join(", ", _counts.Select(one => $"{one.Key} {one.Value}"))}; {group.Members.Count} members");

    /// <summary>One epoch.</summary>
    public async Task StepAsync()
    {
        var late = await SendLateAsync();
        if (_absent.Count == 0 && _random.Next(6) == 0)
        {
            await JoinExternallyAsync();
        }
        else
        {
            await CommitAsync();
        }

        var view = await group.AgreeAsync();
        foreach (var member in group.Members)
        {
            _since.TryAdd(member, view.Epoch);
        }

        if (late is { } sent)
        {
            foreach (var member in group.Members.Where(member => member != sent.Sender && _since[member] <= sent.Epoch))
            {
                Assert.Equal(new Incoming.Application(LateText), await member.ReceiveAsync(sent.Message));
            }
        }

        await group.TalkAsync(Any(member => !member.IsTsMls));
        await group.TalkAsync(Any(member => member.IsTsMls));
    }

    private async Task<(Client Sender, OpaqueBytes Message, ulong Epoch)?> SendLateAsync()
    {
        if (_random.Next(4) != 0)
        {
            return null;
        }

        Count("late message");
        var sender = Any();
        return (sender, await sender.ProtectAsync(LateText), (await sender.ViewAsync()).Epoch);
    }

    private async Task JoinExternallyAsync()
    {
        var isBack = _random.Next(2) == 0 || group.Members.Count >= Most;
        var client = isBack ? Any() : (await group.NewClientsAsync(_random.Next(2) == 0 ? "O" : "T"))[0];
        var informant = Any(member => member != client);
        var view = await informant.ViewAsync();
        if (client.IsTsMls && TsMlsTrees.AreRefused(view.Tree))
        {
            Count("external Commit refused by ts-mls");
            await RefusalAsync(async () => await client.JoinExternallyAsync(await informant.GroupInfoAsync(withTree: true), null, isBack));
            await CommitAsync();
            return;
        }

        Count(isBack ? "resync" : "external join");
        await group.JoinExternallyAsync(client, informant, treeInGroupInfo: _random.Next(2) == 0);
        _since[client] = view.Epoch + 1;
        CountCommit(client);
    }

    private async Task CommitAsync()
    {
        var isOfNewExtensions = _random.Next(10) == 0;
        var committer = Any(member => !isOfNewExtensions || !member.IsTsMls);
        List<Change> changes = [];
        HashSet<Client> touched = [committer];
        if (isOfNewExtensions)
        {
            Count("extensions");
            var extensions = ExtensionList.Empty.With(Client.OwnExtension, OpaqueBytes.FromText($"{_random.Next()}"));
            await PlaceAsync(changes, new Change.Extensions(extensions));
        }

        foreach (var absent in _absent)
        {
            Count("remove of an absent one");
            await PlaceAsync(changes, new Change.Remove(absent));
        }

        await PlaceRemoveAsync(changes, touched);
        await PlaceUpdatesAsync(touched);
        var joining = await PlaceAddsAsync(changes);
        await PlacePsksAsync(changes, joining);
        await FinishAsync(committer, changes, joining);
    }

    private async Task PlaceRemoveAsync(List<Change> changes, HashSet<Client> touched)
    {
        var candidates = group.Members.Where(member => !touched.Contains(member) && group.Members.Count(other => other.IsTsMls == member.IsTsMls) > 2).ToList();
        if (candidates.Count == 0 || _random.Next(group.Members.Count > 7 ? 2 : 5) != 0)
        {
            return;
        }

        Count("remove");
        var leaves = candidates[_random.Next(candidates.Count)];
        touched.Add(leaves);
        await PlaceAsync(changes, new Change.Remove(await leaves.LeafAsync()));
    }

    private async Task PlaceUpdatesAsync(HashSet<Client> touched)
    {
        foreach (var member in group.Members.Where(member => !touched.Contains(member) && _random.Next(6) == 0).ToList())
        {
            Count("update");
            touched.Add(member);
            await group.ProposeAsync(member, new Change.Update());
        }
    }

    private async Task<List<Client>> PlaceAddsAsync(List<Change> changes)
    {
        if (group.Members.Count >= Most || _random.Next(3) != 0)
        {
            return [];
        }

        var joining = await group.NewClientsAsync(((string[])["O", "T", "OT", "TO", "TT"])[_random.Next(5)]);
        foreach (var client in joining)
        {
            Count(client.IsTsMls ? "add of ts-mls" : "add of ours");
            await PlaceAsync(changes, new Change.Add(await client.NewKeyPackageAsync()));
        }

        return joining;
    }

    private async Task PlacePsksAsync(List<Change> changes, List<Client> joining)
    {
        if (_random.Next(5) == 0)
        {
            Count("external key");
            await PlaceAsync(changes, new Change.ExternalPsk(await group.SharePskAsync($"key {_random.Next()}", joining)));
        }

        // A newcomer of ts-mls does not take a resumption key, and a newcomer of ours does not have it.
        var now = (await group[0].ViewAsync()).Epoch;
        var oldest = Math.Max(group.Members.Max(member => _since.GetValueOrDefault(member)), now < ResumptionEpochs ? 0 : now - ResumptionEpochs);
        if (joining.Count == 0 && _random.Next(5) == 0)
        {
            Count("resumption key");
            await PlaceAsync(changes, new Change.ResumptionPsk(group.Id, oldest + (ulong)_random.Next((int)(now - oldest) + 1)));
        }
    }

    private async Task FinishAsync(Client committer, List<Change> changes, List<Client> joining)
    {
        var plan = new CommitPlan { Changes = [.. changes], Format = group.Format, TreeInWelcome = _random.Next(2) == 0, Path = _random.Next(3) != 0 };
        var made = await committer.CommitAsync(plan);
        await group.DeliverAsync(committer, made.Message);
        CountCommit(committer);
        _absent.Clear();
        var tree = (await committer.ViewAsync()).Tree;
        foreach (var client in joining)
        {
            var beside = plan.TreeInWelcome ? (OpaqueBytes?)null : tree;
            if (client.IsTsMls && TsMlsTrees.AreRefused(tree))
            {
                Count("Welcome refused by ts-mls");
                await RefusalAsync(() => client.JoinAsync(made.Welcome!.Value, beside));
                _absent.Add(LeafOf(client, tree));
            }
            else
            {
                await client.JoinAsync(made.Welcome!.Value, beside);
                group.Enter(client);
            }
        }

        group.Absent = _absent.Count;
    }

    /// <summary>By value, or by reference from a random member.</summary>
    private async Task PlaceAsync(List<Change> changes, Change change)
    {
        if (_random.Next(2) == 0)
        {
            changes.Add(change);
        }
        else
        {
            await group.ProposeAsync(Any(), change);
        }
    }

    private static async Task RefusalAsync(Func<Task> join)
    {
        var refusal = await Assert.ThrowsAsync<RefusedException>(join);
        Assert.Contains(TsMlsTrees.Refusal, refusal.Message, StringComparison.Ordinal);
    }

    private static uint LeafOf(Client client, OpaqueBytes tree) => Tls.Decode<RatchetTree>(tree).Leaves()
        .Single(leaf => leaf.Node.Credential == new Credential.Basic(OpaqueBytes.FromText(client.Name))).Index.Value;

    private Client Any(Func<Client, bool>? condition = null)
    {
        var candidates = group.Members.Where(condition ?? (_ => true)).ToList();
        return candidates[_random.Next(candidates.Count)];
    }

    private void CountCommit(Client committer)
    {
        if (committer.IsTsMls)
        {
            CommitsOfTsMls++;
        }
        else
        {
            CommitsOfOurs++;
        }
    }

    private void Count(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;
}
