using TestKit;
using Xunit;

namespace Architecture.Tests;

/// <summary>What may stand in some places only, which are listed here with their reasons: a new place is a line that somebody reads.</summary>
public sealed class PlaceTests
{
    /// <summary>Namespaces of the library that work on the octets of secrets.</summary>
    private static readonly string[] Workshops = ["Crypto", "Schedule", "Secrets"];

    /// <summary>Other files that are lent the octets of a secret.</summary>
    private static readonly Dictionary<string, string> Exposing = new()
    {
        ["Mls.Core/PathBuilder.cs"] = "seals path secrets for those below a node",
        ["Mls.Core/WelcomeReceiver.cs"] = "decodes the GroupSecrets that it has opened",
        ["Mls.Crypto/SuiteCryptoProvider.cs"] = "signs",
        ["Mls.MultiDevice/Attacker.cs"] = "the attacker keeps what it has stolen",
        ["Mls.MultiDevice/EpochLoot.cs"] = "the attacker keeps what it has stolen",
        ["Mls.MultiDevice/PathThief.cs"] = "the attacker opens paths",
        ["Mls.MultiDevice/StolenRoots.cs"] = "the attacker derives from stolen roots",
        ["Mls.MultiDevice/Thief.cs"] = "the attacker takes a device's state, and is stored with it",
        ["Mls.MultiDevice/WelcomeThief.cs"] = "the attacker opens Welcomes",
        ["Grains/DeviceReport.cs"] = "hashes the epoch authenticator for comparison",
        ["Mls.MultiDevice/Device.cs"] = "hashes the epoch authenticator for comparison",
        ["Mls.MultiDevice/DeviceSnapshot.cs"] = "writes the snapshot of a device",
        ["Mls.MultiDevice/LetIn.cs"] = "copies the secrets that let a sibling in, and writes them for snapshots",
        ["Mls.MultiDevice/Onboarding.cs"] = "copies the secrets that let a sibling in",
        ["Mls.MultiDevice/SiblingGroupSecret.cs"] = "writes what a SiblingWelcome carries, to be encrypted",
        ["Mls.MultiDevice/TreeRootKeys.cs"] = "derives leaf keys from a root",
        ["Mls.MultiDevice/UserEpoch.cs"] = "writes the root for snapshots",
        ["Mls.MultiDevice/UserGroupPart.cs"] = "gives what it holds to the attacker",
    };

    /// <summary>Files outside those namespaces that write secrets.</summary>
    private static readonly Dictionary<string, string> Writing = new()
    {
        ["Mls.Core/DeltaWriter.cs"] = "a record of a stored group",
        ["Mls.Core/EpochRecords.cs"] = "a record of a stored group",
        ["Mls.Core/GroupSecrets.cs"] = "RFC 9420, section 12.4.3.1: encrypted to a new member",
        ["Mls.Core/GroupSnapshot.cs"] = "a snapshot",
        ["Mls.Core/GroupSnapshotState.cs"] = "a snapshot",
        ["Mls.Core/JoinKeys.cs"] = "a record of a stored KeyPackage",
        ["Mls.Core/KeyPackageBundle.cs"] = "a record of a stored KeyPackage",
        ["Mls.Core/StoredIdentity.cs"] = "the record of a client's identity",
        ["Mls.Core/WelcomeBuilder.cs"] = "RFC 9420, section 12.4.3.1: encrypted to a new member",
    };

    /// <summary>Clauses that take whatever comes, with the reason why nothing narrower does.</summary>
    private static readonly Dictionary<string, (int Count, string Reason)> Catching = new()
    {
        ["Grains/ActorGrain.cs"] = (1, "the edge of a grain: what goes wrong inside is a fault of the run"),
        ["Silo/Program.cs"] = (1, "the edge of the program: a defect is told as one"),
        ["Grains/ActorStep.cs"] = (1, "names the actor and the item at which a step failed, and raises that"),
        ["Grains/ClockLoop.cs"] = (1, "keeps the fault of a run for whoever waits for it"),
        ["Grains/RunOffice.cs"] = (1, "keeps the fault of a quantum for the clock that asks"),
        ["Grains/StepPool.cs"] = (1, "carries the fault of a thread of the pool to the one that waits"),
        ["Silo/ModeRuns.cs"] = (1, "what breaks off once the user has asked to stop is the stop"),
        ["Silo/RunJob.cs"] = (1, "a run on the desk that fails is shown as failed"),
    };

    [Fact]
    public void Secrets_are_lent_in_the_listed_places_only() =>
        Assert.Equal(Exposing.Keys.Order(StringComparer.Ordinal), Sources.With(".Expose()").Except(Within(Workshops), StringComparer.Ordinal));

    [Fact]
    public void Secrets_are_written_in_the_listed_places_only() =>
        Assert.Equal(Writing.Keys.Order(StringComparer.Ordinal), Sources.With(".WriteSecret(").Except(Within(Workshops), StringComparer.Ordinal));

    [Fact]
    public void Whatever_comes_is_caught_in_the_listed_places_only() => Assert.Equal(
        Catching.OrderBy(place => place.Key, StringComparer.Ordinal).Select(place => $"{place.Key}: {place.Value.Count}"),
        Sources.All()
            .Select(file => (file.Name, Count: Catches.Unfiltered(file.Text)))
            .Where(file => file.Count > 0)
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => $"{file.Name}: {file.Count}"));

    [Theory]
    [InlineData("try { Do(); } catch { return null; }", 1)]
    [InlineData("try { Do(); } catch (Exception) { }", 1)]
    [InlineData("try { Do(); } catch (Exception any)\n{\n    if (Is(any)) { throw; }\n    return null;\n}", 1)]
    [InlineData("try { Do(); } catch (Exception any) when (any is not OutOfMemoryException) { Keep(any); }", 1)]
    [InlineData("try { Do(); } catch (Exception any) when (stopped) { Keep(any); }", 1)]
    [InlineData("try { Do(); } catch (Exception any) when (any is IOException or JsonException) { Keep(any); }", 0)]
    [InlineData("try { Do(); } catch (IOException) { return null; }", 0)]
    [InlineData("try { Do(); } catch\n{\n    foreach (var one in all) { one.Dispose(); }\n    throw;\n}", 0)]
    public void A_clause_that_takes_whatever_comes_is_told_from_one_that_cleans_up(string text, int count) => Assert.Equal(count, Catches.Unfiltered(text));

    private static IEnumerable<string> Within(IEnumerable<string> namespaces) =>
        from name in namespaces
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Mls.Core", name), "*.cs", SearchOption.AllDirectories)
        select $"Mls.Core/{Path.GetFileName(file)}";
}
