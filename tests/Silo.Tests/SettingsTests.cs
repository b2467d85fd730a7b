using System.Globalization;
using System.Text;
using System.Text.Json;
using Silo.Commands;
using Silo.Tests.Commands;
using Silo.Tests.Planted;
using Xunit;

namespace Silo.Tests;

/// <summary>What a user would try: each setting gives a run in which everything held, and whatever cannot matter does not.</summary>
public sealed class SettingsTests
{
    private const string Tiny = """
        {
          "name": "tiny", "story": "Three people, half a day.", "sourced": [], "assumptions": ["all"], "virtualDays": 0.5, "seed": 3,
          "population": { "users": 3, "deviceCap": 3, "devicesPerUser": { "1": 0.5, "2": 0.5 } },
          "groups": [ { "kind": "all", "members": "everyone" } ],
          "messages": { "perUserAndDay": 6 },
          "changes": { "scale": 500, "additionsPerUserAndYear": 1, "keyUpdatesPerDeviceAndYear": 1 },
          "keyPackages": { "pool": 4, "refillBelow": 1 }
        }
        """;

    /// <summary>Whether the digest must be that of the plain run; the number of operations always is.</summary>
    public static TheoryData<string, string, bool> Settings => new()
    {
        { "--suite 1", "plain", true },
        { "--suite 2", "plain", false },
        { "--suite 3", "plain", false },
        { "--suite 4", "plain", false },
        { "--suite 5", "plain", false },
        { "--suite 6", "plain", false },
        { "--suite 7", "plain", false },
        { "--suite MLS_256_DHKEMP384_AES256GCM_SHA384_P384", "plain", false },
        { "--entropy system", "plain", false },
        { "--threads 1", "plain", true },
        { "", "de_DE", true },
        { "", "CRLF", true },
        { "", "byte order mark", true },
        { "", "CRLF and byte order mark", true },
        { "", "UTF-16", true },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task A_setting_that_users_try_works_in_every_mode(string options, string form, bool sameDigest)
    {
        (string Digest, long Sent)[] plain = await RunAsync("", "plain");

        (string Digest, long Sent)[] tried = await RunAsync(options, form);

        Assert.Equal(plain.Select(run => run.Sent), tried.Select(run => run.Sent));
        Assert.All(plain.Zip(tried), pair => Assert.Equal(sameDigest, pair.First.Digest == pair.Second.Digest));
    }

    [Theory]
    [InlineData("--silos 3", "C")]
    [InlineData("", "de_DE.UTF-8")]
    public async Task The_program_gives_the_digest_of_the_plain_run(string options, string language)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell of Unix");
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("tiny.json"), Tiny, TestContext.Current.CancellationToken);

        (string output, string error) = await Shell.RunAsync($"dotnet '{Path.Combine(AppContext.BaseDirectory, "Silo.dll")}' compare '{folder.File("tiny.json")}' --json {options}", language);

        Assert.True(output.StartsWith('['), error);
        Assert.Equal(await RunAsync("", "plain"), Read(output));
    }

    private static async Task<(string Digest, long Sent)[]> RunAsync(string options, string form)
    {
        using var folder = new TemporaryFolder();
        string text = form.Contains("CRLF", StringComparison.Ordinal) ? Tiny.ReplaceLineEndings("\r\n") : Tiny;
        Encoding encoding = form == "UTF-16" ? Encoding.Unicode : new UTF8Encoding(form.Contains("byte order mark", StringComparison.Ordinal));
        await File.WriteAllTextAsync(folder.File("tiny.json"), text, encoding, TestContext.Current.CancellationToken);
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = form == "de_DE" ? German() : before;
        try
        {
            using var bench = new RealBench();
            int code = await bench.RunAsync(["compare", folder.File("tiny.json"), "--json", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
            Assert.True(code == ExitCode.Success, bench.Error);
            return Read(bench.Output);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>The numbers and dates of Germany; the names of cultures are not there, because the program is built without them.</summary>
    private static CultureInfo German()
    {
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        german.NumberFormat.NumberGroupSeparator = ".";
        german.NumberFormat.PercentDecimalSeparator = ",";
        german.NumberFormat.NegativeSign = "−";
        german.DateTimeFormat.ShortDatePattern = "dd.MM.yyyy";
        return german;
    }

    private static (string Digest, long Sent)[] Read(string json)
    {
        using JsonDocument summaries = JsonDocument.Parse(json);
        return
        [
            .. summaries.RootElement.EnumerateArray().Select(summary =>
            {
                Assert.Equal(0, summary.GetProperty("invariants").GetProperty("violations").GetInt64());
                Assert.Equal(0, summary.GetProperty("messages").GetProperty("lost").GetInt64());
                return (summary.GetProperty("digest").GetString()!, summary.GetProperty("messages").GetProperty("sent").GetInt64());
            }),
        ];
    }
}
