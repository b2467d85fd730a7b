using System.Collections.Immutable;
using System.Globalization;
using Mls.Core.Crypto;

namespace Simulation.Scenarios;

/// <summary>RFC 9420, section 17.1: the registered names of the cipher suites.</summary>
public static class SuiteNames
{
    private static readonly ImmutableArray<string> Registered =
    [
        "MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519",
        "MLS_128_DHKEMP256_AES128GCM_SHA256_P256",
        "MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519",
        "MLS_256_DHKEMX448_AES256GCM_SHA512_Ed448",
        "MLS_256_DHKEMP521_AES256GCM_SHA512_P521",
        "MLS_256_DHKEMX448_CHACHA20POLY1305_SHA512_Ed448",
        "MLS_256_DHKEMP384_AES256GCM_SHA384_P384",
    ];

    /// <summary>The registered name, or the number where none is registered.</summary>
    public static string NameOf(CipherSuite suite) =>
        suite.Value >= 1 && suite.Value <= Registered.Length ? Registered[suite.Value - 1] : suite.ToString();

    /// <summary>The one of the suites that a number or a name means; null when none.</summary>
    public static CipherSuite? Find(string text, IEnumerable<CipherSuite> among)
    {
        foreach (var suite in among)
        {
            if (text == suite.Value.ToString(CultureInfo.InvariantCulture) || string.Equals(text, NameOf(suite), StringComparison.OrdinalIgnoreCase))
            {
                return suite;
            }
        }

        return null;
    }

    /// <summary>The suites as a person reads them in a message.</summary>
    public static string Describe(IEnumerable<CipherSuite> suites) => string.Join(", ", suites.Select(suite => $"{suite} ({NameOf(suite)})"));
}
