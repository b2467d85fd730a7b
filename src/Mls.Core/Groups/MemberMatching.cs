using Mls.Core.Nodes;

namespace Mls.Core.Groups;

/// <summary>Tells whether the members of one group are found again among those of another, each in a leaf of its own, as the authentication service sees them.</summary>
internal static class MemberMatching
{
    /// <summary>Whether each of <paramref name="members"/> has a partner among <paramref name="others"/> that no other member has.</summary>
    /// <param name="members">The leaves to be found.</param>
    /// <param name="others">The leaves they are looked for among.</param>
    /// <param name="areSame">Whether a member and another leaf are one client.</param>
    public static bool Covers(IReadOnlyList<LeafNode> members, IReadOnlyList<LeafNode> others, Func<LeafNode, LeafNode, bool> areSame)
    {
        // The same credential is the rule, so that it is tried first.
        var byCredential = Enumerable.Range(0, others.Count).ToLookup(place => others[place].Credential);
        var holders = new int?[others.Count];
        for (var member = 0; member < members.Count; member++)
        {
            var free = byCredential[members[member].Credential].Where(place => holders[place] is null && areSame(members[member], others[place])).Cast<int?>().FirstOrDefault();
            if (free is { } place)
            {
                holders[place] = member;
            }
            else if (!Rearrange(members, others, holders, member, areSame))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Finds a place for one more member by moving others (an augmenting path, breadth first: members are as many as a stranger likes).</summary>
    private static bool Rearrange(IReadOnlyList<LeafNode> members, IReadOnlyList<LeafNode> others, int?[] holders, int newcomer, Func<LeafNode, LeafNode, bool> areSame)
    {
        var wantedBy = new Dictionary<int, int>();
        var left = Enumerable.Range(0, others.Count).ToList();
        var asking = new Queue<int>([newcomer]);
        while (asking.TryDequeue(out var member))
        {
            foreach (var place in left.Where(place => areSame(members[member], others[place])).ToList())
            {
                left.Remove(place);
                wantedBy.Add(place, member);
                if (holders[place] is { } holder)
                {
                    asking.Enqueue(holder);
                    continue;
                }

                Move(holders, wantedBy, place);
                return true;
            }
        }

        return false;
    }

    /// <summary>Gives the free place to who wants it, the place that leaves free to who wants that, and so on to the newcomer, who leaves none.</summary>
    private static void Move(int?[] holders, Dictionary<int, int> wantedBy, int free)
    {
        for (int? place = free; place is { } open;)
        {
            var member = wantedBy[open];
            var former = Array.IndexOf(holders, member);
            holders[open] = member;
            place = former < 0 ? null : former;
        }
    }
}
