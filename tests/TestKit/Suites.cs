using Mls.Core.Crypto;
using Mls.Crypto;

namespace TestKit;

/// <summary>Providers for tests.</summary>
public static class Suites
{
    private static readonly CryptoProviders Providers = new();

    /// <summary>All suites of RFC 9420.</summary>
    public static IReadOnlyList<ICryptoProvider> All { get; } = [.. Providers.Supported.Select(suite => Providers.Find(suite)!)];

    /// <summary>Suite 1.</summary>
    public static ICryptoProvider One => Of(1);

    /// <summary>The suite of that number.</summary>
    public static ICryptoProvider Of(int number) =>
        Providers.Find(new CipherSuite((ushort)number)) ?? throw new ArgumentException($"no provider for suite {number}", nameof(number));
}
