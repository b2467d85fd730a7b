using Xunit;

namespace Interop.Server.Tests;

/// <summary>Suites and handshake framings that the scripts run with.</summary>
public static class Settings
{
    /// <summary>Three suites in full: X25519 and two curves of NIST.</summary>
    public static TheoryData<uint, bool> Some() => Each([1, 2, 7]);

    /// <summary>All suites of RFC 9420.</summary>
    public static TheoryData<uint, bool> All() => Each([1, 2, 3, 4, 5, 6, 7]);

    private static TheoryData<uint, bool> Each(uint[] suites)
    {
        var rows = new TheoryData<uint, bool>();
        foreach (var suite in suites)
        {
            rows.Add(suite, false);
            rows.Add(suite, true);
        }

        return rows;
    }
}
