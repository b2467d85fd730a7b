using System.Reflection;
using System.Runtime.CompilerServices;
using Mls.Core.Wire;
using Mls.Crypto;
using Xunit;

namespace Architecture.Tests;

/// <summary>Methods of the library take at most five parameters; more of them are a value that has a name.</summary>
public sealed class ParameterTests
{
    private const int Most = 5;

    /// <summary>Those that take more, with the reason.</summary>
    private static readonly Dictionary<string, string> Longer = new()
    {
        ["Hpke.ReceiveExportBase: 6"] = "RFC 9180, section 6.2: the function's own arguments, and the suite",
        ["Hpke.SealBase: 6"] = "RFC 9180, section 6.1: the function's own arguments, the suite and the randomness",
        ["Hpke.SendExportBase: 6"] = "RFC 9180, section 6.2: the function's own arguments, the suite and the randomness",
        ["ExternalJoiner.Join: 7"] = "public, and called by the modes: what is joined, who joins, what goes and what is mixed in",
        ["GroupCreator.Create: 6"] = "public, and called by the modes: the group, the founder and its key",
        ["GroupCreator.Create: 7"] = "public, and called by the modes: the group, the founder and its keys",
        ["KeyPackageFactory.Create: 6"] = "public, and called by the modes: the client, its key and what the package is for",
        ["KeyPackageFactory.CreateFrom: 8"] = "public, and called by the modes: the same with all keys given",
        ["SharedLeafJoiner.Join: 6"] = "public, and called by the modes: the epoch, the leaf and the secrets that siblings share",
    };

    [Fact]
    public void Methods_of_the_library_take_at_most_five_parameters() => Assert.Equal(
        Longer.Keys.Order(StringComparer.Ordinal),
        new[] { typeof(TlsReader).Assembly, typeof(CryptoProviders).Assembly }.SelectMany(assembly => assembly.GetTypes()).SelectMany(TooLong).Order(StringComparer.Ordinal));

    [Fact]
    public void A_method_that_takes_more_is_found() => Assert.Equal(["Planted.Long: 6"], TooLong(typeof(Planted)));

    /// <summary>Constructors are left out: data has as many fields as it has. So are the token of cancellation and what an extension extends.</summary>
    private static IEnumerable<string> TooLong(Type type) =>
        from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where !method.Name.Contains('<', StringComparison.Ordinal) && !type.Name.Contains('<', StringComparison.Ordinal)
        where method.GetCustomAttribute<CompilerGeneratedAttribute>() is null
        let count = method.GetParameters().Count(parameter => parameter.ParameterType != typeof(CancellationToken)) - (method.IsDefined(typeof(ExtensionAttribute)) ? 1 : 0)
        where count > Most
        select $"{type.Name}.{method.Name}: {count}";

    private static class Planted
    {
        public static int Long(int one, int two, int three, int four, int five, int six) => one + two + three + four + five + six;

        public static Task<int> Short(int one, int two, int three, int four, int five, CancellationToken stop) => Task.FromResult(one + two + three + four + five + (stop.IsCancellationRequested ? 1 : 0));
    }
}
