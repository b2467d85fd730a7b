using System.Text.Json;
using Mls.Core.Crypto;
using Xunit;

namespace TestKit;

/// <summary>The published MLS test vectors: the folder <c>test-vectors</c> of the mls-implementations repository, unpacked beside this repository or at <c>MLS_VECTORS</c>.</summary>
public static class Vectors
{
    private const string Missing =
        "the MLS test vectors are missing: put the folder test-vectors of the mls-implementations repository at ../shared/vectors/mls "
        + "(seen from Orleans.sln), or name its place in MLS_VECTORS";

    /// <summary>The index and a label of each case of <paramref name="name"/>. One row with index -1 where the file is missing.</summary>
    public static TheoryData<int, string> Rows(string name)
    {
        var rows = new TheoryData<int, string>();
        if (Find(name) is null)
        {
            rows.Add(-1, "vectors missing");
            return rows;
        }

        using var document = Load(name);
        var index = 0;
        foreach (var item in document.RootElement.EnumerateArray())
        {
            rows.Add(index, item.TryGetProperty("cipher_suite", out var suite) ? $"{name} suite {suite.GetInt32()}" : name);
            index++;
        }

        return rows;
    }

    /// <summary>One case. Skips the test (or fails it where MLS_REQUIRE_ALL=1) when the vectors are missing.</summary>
    public static JsonElement Case(string name, int index)
    {
        Require(name);
        using var document = Load(name);
        return document.RootElement[index].Clone();
    }

    /// <summary>Skips the test (or fails it where MLS_REQUIRE_ALL=1) when the vectors are missing.</summary>
    public static void Require(string name)
    {
        if (Find(name) is not null)
        {
            return;
        }

        if (string.Equals(Environment.GetEnvironmentVariable("MLS_REQUIRE_ALL"), "1", StringComparison.Ordinal))
        {
            Assert.Fail($"{name}.json: {Missing}");
        }

        Assert.Skip($"{name}.json: {Missing}");
    }

    /// <summary>The primitives of the case's suite.</summary>
    public static ICryptoProvider Crypto(this JsonElement element) => Suites.Of(element.GetProperty("cipher_suite").GetInt32());

    /// <summary>The octets of a hexadecimal property.</summary>
    public static byte[] Octets(this JsonElement element, string property) => Convert.FromHexString(element.GetProperty(property).GetString()!);

    /// <summary>The text of a property.</summary>
    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;

    /// <summary>The number of a property.</summary>
    public static uint Number(this JsonElement element, string property) => element.GetProperty(property).GetUInt32();

    private static JsonDocument Load(string name)
    {
        using var stream = File.OpenRead(Find(name)!);
        return JsonDocument.Parse(stream);
    }

    private static string? Find(string name)
    {
        var file = name + ".json";
        if (Environment.GetEnvironmentVariable("MLS_VECTORS") is { Length: > 0 } folder)
        {
            return Existing(Path.Combine(folder, file)) ?? Existing(Path.Combine(folder, "mls", file));
        }

        return Existing(Path.Combine(Repository.Root, "..", "shared", "vectors", "mls", file));
    }

    private static string? Existing(string path) => File.Exists(path) ? path : null;
}
