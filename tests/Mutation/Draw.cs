using System.Security.Cryptography;
using System.Text;

namespace Mutation;

/// <summary>The order in which a seed draws things by their names: that of a hash, so that what is added or taken away elsewhere moves nothing.</summary>
internal static class Draw
{
    /// <summary>All of the items, the first drawn first. Any number of the first ones is a random sample without replacement.</summary>
    public static IReadOnlyList<T> Order<T>(IEnumerable<T> items, Func<T, string> name, int seed) =>
        [.. items.OrderBy(item => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{name(item)}"))), StringComparer.Ordinal)];
}
