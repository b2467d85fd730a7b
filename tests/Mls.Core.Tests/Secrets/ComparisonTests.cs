using System.Reflection;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Crypto;
using Xunit;

namespace Mls.Core.Tests.Secrets;

/// <summary>No product code compares the octets of a secret or a tag but in fixed time.</summary>
public sealed class ComparisonTests
{
    private static readonly string[] Compares = ["SequenceEqual", "SequenceCompareTo", "StartsWith", "EndsWith", "IndexOf", "CommonPrefixLength"];

    public static TheoryData<Assembly> Assemblies() => [typeof(Secret).Assembly, typeof(CryptoProviders).Assembly];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_method_compares_a_secret_or_a_tag_octet_by_octet(Assembly assembly) => Assert.Empty(assembly.GetTypes().SelectMany(Offences));

    [Fact]
    public void Planted_comparisons_are_found() => Assert.Equal(
        ["Planted.Equals", "Planted.Operator", "Planted.Sequence"],
        Offences(typeof(Planted)).Order(StringComparer.Ordinal));

    /// <summary>Methods that call the equality of <see cref="MacTag"/>, or lend a secret's octets and compare octets. A record's own equality is generated: it compares public values as wholes.</summary>
    private static IEnumerable<string> Offences(Type type)
    {
        if (type == typeof(MacTag))
        {
            yield break;
        }

        foreach (var method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        {
            if (method.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute)))
            {
                continue;
            }

            var called = Calls.Of(method).ToList();
            var ofTag = called.Any(one => one.DeclaringType == typeof(MacTag) && one.Name is "op_Equality" or "op_Inequality" or nameof(Equals));
            var ofSecret = called.Any(one => typeof(Secret).IsAssignableFrom(one.DeclaringType) && one.Name is nameof(Secret.Expose) or "get_Key")
                && called.Any(one => Compares.Contains(one.Name, StringComparer.Ordinal));
            if (ofTag || ofSecret)
            {
                yield return $"{type.Name}.{method.Name}";
            }
        }
    }

    private static class Planted
    {
        public static bool Operator(MacTag left, MacTag right) => left == right;

        public static bool Equals(MacTag left, MacTag right) => left.Equals(right);

        public static bool Sequence(Secret left, Secret right) => left.Expose().SequenceEqual(right.Expose());

        public static bool Harmless(Secret left, Secret right) => left.FixedTimeEquals(right);
    }
}
