using Mls.Core.Configuration;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Storage;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Storage;

/// <summary>Stored groups as files. A file of a version is kept for ever and loads for ever; MLS_WRITE_GOLDEN=1 writes those of today's writer, for a new version or other content.</summary>
public sealed class GoldenTests
{
    /// <summary>The version that today's writer writes.</summary>
    private const int Newest = 2;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task The_writer_of_today_gives_the_same_octets(int suite)
    {
        using var scene = await Scene(suite);
        var late = await Prepare(scene);
        var text = $"""
            epoch {scene.Stored.Epoch}
            authenticator {Convert.ToHexStringLower(scene.Stored.EpochAuthenticator.Expose())}
            late {Convert.ToHexStringLower(Tls.Encode(late))}

            """ + scene.StoredState() + "\n";
        if (Environment.GetEnvironmentVariable("MLS_WRITE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(PathOf(Newest, suite), text, Token);
        }

        Assert.Equal(await File.ReadAllTextAsync(PathOf(Newest, suite), Token), text);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    [InlineData(Newest, 1)]
    [InlineData(Newest, 7)]
    public async Task A_group_of_every_version_loads_and_goes_on(int version, int suite)
    {
        var lines = (await File.ReadAllLinesAsync(PathOf(version, suite), Token)).Select(line => line.Split(' ')).ToList();
        using var store = await StoreOf(lines.Skip(3));
        using var client = new TestClient("A", Change(suite));

        using var stored = await StoredGroup.LoadAsync(client.Services, store, Token);

        Assert.Equal(lines[0][1], stored!.Epoch.ToString());
        Assert.Equal(lines[1][1], Convert.ToHexStringLower(stored.EpochAuthenticator.Expose()));
        var late = Tls.Decode<MlsMessage>(Convert.FromHexString(lines[2][1]));
        Assert.IsType<ReceiveResult.Application>(await stored.ReceiveAsync(late, cancellationToken: Token));
        Assert.IsType<ReceiveResult.Duplicate>(await stored.ReceiveAsync(late, cancellationToken: Token));
        Assert.NotEmpty(stored.OwnProposals);
        Assert.NotNull(stored.Pending);
        await stored.ConfirmAsync(Token);
        await stored.ProtectAsync("on"u8.ToArray(), cancellationToken: Token);
    }

    internal static async Task<InMemoryGroupStore> StoreOf(IEnumerable<string[]> records)
    {
        using var delta = new GroupDelta();
        foreach (var record in records)
        {
            delta.Put(OpaqueBytes.FromHex(record[0]), Convert.FromHexString(record[1]));
        }

        var store = new InMemoryGroupStore();
        await store.CommitAsync(delta, Token);
        return store;
    }

    private static Task<StorageScene> Scene(int suite) => StorageScene.Create(5, Change(suite));

    private static Func<GroupServices, GroupServices> Change(int suite) => services => services with { Crypto = Suites.Of(suite) };

    /// <summary>A state with past epochs, skipped keys, proposals of both sides, an Update's keys and a Commit on its way.</summary>
    private static async Task<MlsMessage> Prepare(StorageScene scene)
    {
        foreach (var step in StorageScene.History.Take(12))
        {
            await step(scene);
        }

        var late = scene.Group[1].Group.Protect("late"u8);
        await scene.HearOutOfOrder(1);
        await scene.HearProposal(2);
        await scene.Stored.ProposeUpdateAsync(cancellationToken: Token);
        await scene.Stored.CommitAsync(new CommitOptions { IncludeReceived = false, Format = WireFormat.PrivateMessage }, Token);
        return late;
    }

    private static string PathOf(int version, int suite) => Path.Combine(Repository.Root, "tests", "Mls.Core.Tests", "Storage", "Golden", $"version{version}-suite{suite}.txt");
}
