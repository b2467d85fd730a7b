using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Groups;
using Mls.Crypto;

namespace TestKit;

/// <summary>Group services for tests.</summary>
public static class Services
{
    /// <summary>Suite 1 unless told otherwise, a seeded random source of its own, a clock that stands in January 2024, and an authentication service that vouches for all.</summary>
    public static GroupServices Seeded(string name, ICryptoProvider? crypto = null) =>
        new(crypto ?? Suites.One, new SeededRandom(1, name, "test"), FixedClock.In(2024, 1), new VouchForAll());
}
