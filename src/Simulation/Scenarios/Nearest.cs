namespace Simulation.Scenarios;

/// <summary>Finds the known word that somebody probably meant.</summary>
public static class Nearest
{
    /// <summary>A question for the end of a complaint, such as <c> (did you mean 'users'?)</c>; empty when no known word is near.</summary>
    public static string Hint(string word, IEnumerable<string> known) => Find(word, known) is { } near ? $" (did you mean '{near}'?)" : "";

    /// <summary>The known word with the least edit distance, or null when none is near.</summary>
    public static string? Find(string word, IEnumerable<string> known)
    {
        string? best = null;
        var bestDistance = int.MaxValue;
        foreach (var candidate in known)
        {
            int distance = Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < bestDistance)
            {
                (best, bestDistance) = (candidate, distance);
            }
        }

        return best is not null && bestDistance <= Math.Max(1, best.Length / 3) ? best : null;
    }

    /// <summary>Letters to add, leave out, replace, or exchange with their neighbour (optimal string alignment).</summary>
    private static int Distance(string left, string right)
    {
        int[,] distance = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distance[i, j] = i + j;
                    continue;
                }

                int replaced = distance[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                distance[i, j] = Math.Min(replaced, Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    distance[i, j] = Math.Min(distance[i, j], distance[i - 2, j - 2] + 1);
                }
            }
        }

        return distance[left.Length, right.Length];
    }
}
