using Simulation.Scenarios;

namespace Simulation.Workload.Generation;

/// <summary>Decides who is in which group at the start.</summary>
internal static class GroupPlanner
{
    /// <summary>The members of each group of a kind, by index of the user; the first one creates it.</summary>
    public static IEnumerable<int[]> Members(GroupKind kind, int users, long seed)
    {
        var chance = new SeededStream(seed, $"groups/{kind.Kind}");
        switch (kind.Members)
        {
            case GroupMembers.Everyone:
                // In the order of names, so that the order of devices is the order of leaves.
                return [[.. Enumerable.Range(0, users)]];
            case GroupMembers.Pairs:
                return Enumerable.Range(0, users).SelectMany(first => Enumerable.Range(first + 1, users - first - 1).Select(second => Pair(first, second, chance)));
            case GroupMembers.Dealt dealt:
                return Deal(dealt, users, chance);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static int[] Pair(int first, int second, SeededStream chance) => chance.NextIndex(2) == 0 ? [first, second] : [second, first];

    /// <summary>Deals shuffled decks of all users; nobody twice into one group.</summary>
    private static IEnumerable<int[]> Deal(GroupMembers.Dealt dealt, int users, SeededStream chance)
    {
        var deck = new Queue<int>();
        for (var group = 0; group < dealt.Count; group++)
        {
            var members = new List<int>();
            var seen = new HashSet<int>();
            var putBack = new List<int>();
            while (members.Count < dealt.Size)
            {
                if (deck.Count == 0)
                {
                    int[] fresh = [.. Enumerable.Range(0, users)];
                    chance.Shuffle<int>(fresh);
                    deck = new Queue<int>(fresh);
                }

                int user = deck.Dequeue();
                if (seen.Add(user))
                {
                    members.Add(user);
                }
                else
                {
                    putBack.Add(user);
                }
            }

            putBack.ForEach(deck.Enqueue);
            yield return [.. members];
        }
    }
}
