using System.Collections.Immutable;
using System.Text.Json;
using Simulation.Scenarios;
using Xunit;

namespace Simulation.Tests.Scenarios;

public sealed class ScenarioReaderTests
{
    private const string Smallest = """
        {
          "name": "small", "story": "One. Two.", "sourced": [], "assumptions": ["all"], "virtualDays": 1,
          "population": { "users": 2 }, // a comment
          "groups": [ { "kind": "pair", "members": "pairs" } ],
        }
        """;

    [Theory]
    [InlineData("population.user=3", "--set population.user=3: $.population.user: unknown key (did you mean 'users'?); allowed: users, deviceCap, devicesPerUser, firstDevice, furtherDevices")]
    [InlineData("population.users=0", "--set population.users=0: $.population.users: must be a whole number from 1 to 1000000, not 0")]
    [InlineData("population.users=2.5", "--set population.users=2.5: $.population.users: must be a whole number from 1 to 1000000, not 2.5")]
    [InlineData("population.users=many", "--set population.users=many: $.population.users: must be a whole number from 1 to 1000000, not \"many\"")]
    [InlineData("population.users=1e400", "--set population.users=1e400: $.population.users: must be a whole number from 1 to 1000000, not 1e400")]
    [InlineData("population=3", "--set population=3: $.population: must be an object, not 3")]
    [InlineData("population.users.x=3", "--set population.users.x=3: $.population.users: is a single value and has no 'x'")]
    [InlineData("changes.scale=-1", "--set changes.scale=-1: $.changes.scale: must be a number from 0 to 1000000, not -1")]
    [InlineData("messages.perUserAndDay=-0.1", "--set messages.perUserAndDay=-0.1: $.messages.perUserAndDay: must be a number from 0 to 100000, not -0.1")]
    [InlineData("messages.hours=[1,2]", "--set messages.hours=[1,2]: $.messages.hours: must be a list of 24 numbers from 0 to 1000000, not all 0")]
    [InlineData("population.devicesPerUser={\"9\":1}", "--set population.devicesPerUser={\"9\":1}: $.population.devicesPerUser.9: must be at most the cap of devices per user, population.deviceCap (5)")]
    [InlineData("population.firstDevice=watch", "--set population.firstDevice=watch: $.population.firstDevice: must be one of \"phone\", \"desktop\", \"server\", not \"watch\"")]
    [InlineData("groups.pair.members=all", "--set groups.pair.members=all: $.groups[0].members: must be one of \"everyone\", \"pairs\", \"dealt\", not \"all\"")]
    [InlineData("groups.0.count=3", "--set groups.0.count=3: $.groups[0].count: goes only with members \"dealt\", not \"pairs\"")]
    [InlineData("groups.team.count=3", "--set groups.team.count=3: $.groups: has no element 'team'; allowed: pair")]
    [InlineData("groups=[]", "--set groups=[]: $.groups: must have at least one element")]
    [InlineData("groups=[{\"kind\":\"team\",\"count\":1,\"size\":3}]", "--set groups=[{\"kind\":\"team\",\"count\":1,\"size\":3}]: $.groups[0].size: must be at most population.users (2), not 3")]
    [InlineData("suite=9", "--set suite=9: $.suite: must be one of 1 (MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519), not 9")]
    [InlineData("verify=never", "--set verify=never: $.verify: must be one of \"every-device\", not \"never\"")]
    [InlineData("verify=once-per-silo", "--set verify=once-per-silo: $.verify: must be one of \"every-device\", not \"once-per-silo\"")]
    [InlineData("policies.committer=anyone", "--set policies.committer=anyone: $.policies.committer: must be one of \"sibling\", not \"anyone\"")]
    [InlineData("policies.delivery=all", "--set policies.delivery=all: $.policies.delivery: must be one of \"first-valid-commit\", not \"all\"")]
    [InlineData("policies.leafPlacement=together", "--set policies.leafPlacement=together: $.policies.leafPlacement: must be one of \"apart\", not \"together\"")]
    [InlineData("policies.signatureKeys=shared", "--set policies.signatureKeys=shared: $.policies.signatureKeys: must be one of \"per-leaf\", \"per-user-epoch\", \"device\", not \"shared\"")]
    [InlineData("policies.signatureKeys=joint", "--set policies.signatureKeys=joint: $.policies.signatureKeys: must be one of \"per-leaf\", \"per-user-epoch\", \"device\", not \"joint\": RFC 9420, section 7.3, allows a signature key in one leaf of a group only; what devices share is their credential's identity")]
    [InlineData("policies.handshakeFraming=private", "--set policies.handshakeFraming=private: $.policies.handshakeFraming: must be one of \"public\", not \"private\"")]
    [InlineData("policies.addPath=1", "--set policies.addPath=1: $.policies.addPath: must be true or false, not 1")]
    [InlineData("network.deviceToService.meanMilliseconds=3", "--set network.deviceToService.meanMilliseconds=3: $.network.deviceToService.meanMilliseconds: the mean must be at least the minimum (20), not 3")]
    [InlineData("thresholds.lostMessage=0", "--set thresholds.lostMessage=0: $.thresholds.lostMessage: unknown key (did you mean 'lostMessages'?); allowed: lostMessages, skippedOperations, effectiveP50Seconds, effectiveP95Seconds, effectiveP99Seconds, conflictShare, octetsPerDeviceAndDay, missedOperations")]
    [InlineData("name=A b", "--set name=A b: $.name: must consist of a-z, 0-9 and '-', not \"A b\"")]
    [InlineData("seed=-1", "--set seed=-1: $.seed: must be a whole number from 0 to 9223372036854775807, not -1")]
    [InlineData("virtualDays=0", "--set virtualDays=0: $.virtualDays: must be a number from 0.001 to 36525, not 0")]
    [InlineData("keyPackages.refillBelow=21", "--set keyPackages.refillBelow=21: $.keyPackages.refillBelow: must be a whole number from 0 to 20, not 21")]
    [InlineData("costs.phone.sign=-5", "--set costs.phone.sign=-5: $.costs.phone.sign: must be a whole number from 0 to 60000000, not -5")]
    [InlineData("warmUp.share=1.1", "--set warmUp.share=1.1: $.warmUp.share: must be a number from 0 to 1, not 1.1")]
    public void An_override_that_is_not_allowed_is_refused_with_its_place_and_what_is_allowed(string assignment, string expected)
    {
        ScenarioException refused = Assert.Throws<ScenarioException>(() => Read(Smallest, assignment));

        Assert.Equal(expected, refused.Message);
    }

    [Theory]
    [InlineData("", "f.json: is empty; must be a JSON object")]
    [InlineData("{\n  \"name\": tru }", "f.json:2:14: not readable as JSON: ")]
    [InlineData("[]", "f.json:1:1: $: must be an object")]
    [InlineData("null", "f.json:1:1: $: must be an object")]
    [InlineData("{ \"name\": \"a\", \"name\": \"b\" }", "f.json:1:16: $.name: is there twice, at 1:3 already; allowed: once")]
    [InlineData("{}", "f.json:1:1: $.population: is missing; must be an object")]
    [InlineData("{ \"nam\": 1 }", "f.json:1:3: $.nam: unknown key (did you mean 'name'?); allowed: ")]
    [InlineData("{ \"population\": { \"users\": 3 } }", "f.json:1:1: $.name: is missing; must be a text")]
    [InlineData("{ \"population\": { \"users\": null } }", "f.json:1:28: $.population.users: must be a whole number from 1 to 1000000, not null")]
    public void A_text_that_is_no_scenario_is_refused_in_one_line(string text, string expectedStart)
    {
        ScenarioException refused = Assert.Throws<ScenarioException>(() => Read(text));

        Assert.StartsWith(expectedStart, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void A_file_fault_names_the_file_and_an_override_fault_names_the_option()
    {
        string text = Smallest.Replace("\"users\": 2", "\"users\": -2", StringComparison.Ordinal);

        Assert.StartsWith("f.json:3:28: $.population.users: ", Assert.Throws<ScenarioException>(() => Read(text)).Message, StringComparison.Ordinal);
        Assert.Equal(2, Read(text, "population.users=2").Population.Users);
    }

    /// <summary>What the file says is right by itself, and wrong only together with the option.</summary>
    [Theory]
    [InlineData("--set keyPackages.pool=2: $.keyPackages.refillBelow (f.json:3:65): must be a whole number from 0 to 2, not 4", "keyPackages.pool=2")]
    [InlineData("--set population.users=1: $.groups[0].members (f.json:4:44): \"pairs\" needs population.users from 2 to 1000, not 1", "seed=4", "population.users=1", "suite=1")]
    [InlineData("--set population.users=3: $.groups[1].size (f.json:5:53): must be at most population.users (3), not 4", "population.users=3")]
    [InlineData("--set groups.pair.members=dealt: $.groups[0].size: is missing; must be a whole number from 1 to 1000000", "groups.pair.members=dealt")]
    [InlineData("--set messages.maximumOctets=9: $.messages.medianOctets (f.json:6:33): must be a whole number from 1 to 9, not 50", "messages.maximumOctets=9", "messages.sigma=1")]
    [InlineData("--set groups.1.kind=pair: $.groups[1].kind: must differ from the other kinds, but \"pair\" is there twice", "groups.1.kind=pair")]
    [InlineData("--set popul.users=3: $.popul: unknown key; allowed: $schema, name, ", "popul.users=3")]
    public void An_override_that_makes_a_value_of_the_file_wrong_is_what_is_blamed(string expectedStart, params string[] assignments)
    {
        const string Right = """
            {
              "name": "small", "story": "One. Two.", "sourced": [], "assumptions": ["all"], "virtualDays": 1,
              "population": { "users": 5 }, "keyPackages": { "refillBelow": 4 },
              "groups": [ { "kind": "pair", "members": "pairs" },
                          { "kind": "team", "count": 1, "size": 4 } ],
              "messages": { "medianOctets": 50 }
            }
            """;
        Assert.NotNull(Read(Right));

        Assert.StartsWith(expectedStart, Assert.Throws<ScenarioException>(() => Read(Right, [.. assignments])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_of_the_file_stays_the_files_whatever_else_is_overridden() =>
        Assert.StartsWith(
            "f.json:3:28: $.population.users: must be",
            Assert.Throws<ScenarioException>(() => Read(Smallest.Replace("\"users\": 2", "\"users\": -2", StringComparison.Ordinal), "seed=4")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_no_text_is_refused_with_its_place_and_utf16_with_its_mark_is_read()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, [.. "{\n \"é"u8, 0xff, .. "\": 1 }"u8]);
            Assert.Equal($"{file}:2:4: is not readable as text; must be JSON in UTF-8", Assert.Throws<ScenarioException>(() => ScenarioCatalog.ReadText(file)).Message);
            File.WriteAllText(file, Smallest, System.Text.Encoding.Unicode);
            Assert.Equal("small", Read(ScenarioCatalog.ReadText(file)).Name);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void An_assignment_without_a_key_is_refused() =>
        Assert.Equal(
            "--set users: must be key=value, for example population.users=1000",
            Assert.Throws<ScenarioException>(() => ScenarioOverride.Parse("users")).Message);

    [Fact]
    public void Comments_and_trailing_commas_are_allowed_and_absent_values_have_defaults()
    {
        Scenario scenario = Read(Smallest);

        Assert.Equal("small", scenario.Name);
        Assert.Equal(new Threshold(ThresholdMetric.LostMessages, 0), Assert.Single(Read(Smallest, "thresholds.lostMessages=0").Thresholds));
        Assert.Equal(1, scenario.Seed);
        Assert.Equal(86_400_000, scenario.DurationMilliseconds);
    }

    [Fact]
    public void A_missing_scenario_is_refused_with_the_names_that_exist()
    {
        ScenarioException refused = Assert.Throws<ScenarioException>(() => ScenarioFiles.Catalog.Locate("famly"));

        Assert.StartsWith("famly: there is no scenario of this name (did you mean 'family'?); allowed: a path, or one of ", refused.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> ShippedScenarios => [.. ScenarioFiles.Catalog.Names];

    [Theory]
    [MemberData(nameof(ShippedScenarios))]
    public void Every_shipped_scenario_is_valid_and_says_what_is_sourced_and_what_is_assumed(string name)
    {
        Scenario scenario = ScenarioFiles.Read(name);

        Assert.Equal(name, scenario.Name);
        Assert.NotEmpty(scenario.Assumptions);
        Assert.EndsWith("$schema\": \"scenario.schema.json\",", File.ReadLines(ScenarioFiles.Catalog.Locate(name)).ElementAt(1), StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_knows_exactly_the_keys_that_the_reader_knows()
    {
        using JsonDocument schema = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(ScenarioFiles.Catalog.Locate("family"), null)
            .Replace("family", "scenario.schema.json", StringComparison.Ordinal)));
        var pending = new Queue<(string Path, JsonElement Object)>([("", schema.RootElement)]);
        while (pending.TryDequeue(out (string Path, JsonElement Object) next))
        {
            string[] properties = [.. next.Object.GetProperty("properties").EnumerateObject().Select(property => property.Name)];
            string refused = Assert.Throws<ScenarioException>(() => Read(Smallest, $"{next.Path}zzzzzzzzzzzzzz=1")).Message;
            Assert.Equal(properties, refused[(refused.IndexOf("allowed: ", StringComparison.Ordinal) + 9)..].Split(", "));
            foreach (var property in next.Object.GetProperty("properties").EnumerateObject())
            {
                bool isList = property.Value.TryGetProperty("items", out JsonElement items);
                JsonElement inner = isList ? items : property.Value;
                if (inner.TryGetProperty("properties", out _))
                {
                    pending.Enqueue(($"{next.Path}{property.Name}.{(isList ? "0." : "")}", inner));
                }
            }
        }
    }

    private static Scenario Read(string text, params ImmutableArray<string> assignments) =>
        ScenarioFiles.Reader.Read("f.json", text, [.. assignments.Select(ScenarioOverride.Parse)]);
}
