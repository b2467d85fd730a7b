using Mls.Core.Storage;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Storage;

public sealed class DamageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_damaged_record_is_refused_whichever_it_is()
    {
        using var scene = await Lived();
        foreach (var key in scene.Store.Records.Keys)
        {
            var records = scene.Store.Records;
            records[key][^1] ^= 1;
            await AssertRefused(scene, records);
            records[key][^1] ^= 1;
            records[key][0] ^= 0x80;
            await AssertRefused(scene, records);
        }
    }

    [Fact]
    public async Task A_missing_record_is_refused_whichever_it_is()
    {
        using var scene = await Lived();
        foreach (var key in scene.Store.Records.Keys)
        {
            var records = scene.Store.Records;
            records.Remove(key);
            await AssertRefused(scene, records);
        }
    }

    [Fact]
    public async Task A_shortened_record_is_refused_whichever_it_is()
    {
        using var scene = await Lived();
        foreach (var key in scene.Store.Records.Keys)
        {
            var records = scene.Store.Records;
            records[key] = records[key][..^1];
            await AssertRefused(scene, records);
            records[key] = [];
            await AssertRefused(scene, records);
        }
    }

    [Fact]
    public async Task A_record_of_an_older_state_is_refused_whichever_it_is()
    {
        using var scene = await Lived(proposed: false);
        var older = scene.Store.Records;
        await scene.Send();
        await scene.HearOutOfOrder(1);
        await scene.OwnCommit(Framing.WireFormat.PublicMessage);
        var newer = scene.Store.Records;
        var mixed = 0;
        foreach (var (key, value) in older)
        {
            if (newer.TryGetValue(key, out var present) && present.AsSpan().SequenceEqual(value))
            {
                continue;
            }

            var records = scene.Store.Records;
            records[key] = value;
            await AssertRefused(scene, records);
            mixed++;
        }

        Assert.True(mixed > 10, $"only {mixed} records differ");
    }

    [Fact]
    public async Task A_record_of_another_version_is_refused()
    {
        using var scene = await Lived();
        var records = scene.Store.Records;
        using var content = new TlsWriter();
        content.WriteFixed(records[RecordKeys.Head].AsSpan()[..^RecordSeal.Length]);
        var octets = content.ToArray();
        octets[1]++;
        using var next = new TlsWriter();
        next.WriteFixed(octets);
        RecordSeal.Append(RecordKeys.Head, next);
        records[RecordKeys.Head] = next.ToArray();

        var refusal = await AssertRefused(scene, records);

        Assert.Contains("version 3, known are 1 to 2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_secret_that_the_protocol_erases_is_gone_from_the_store()
    {
        using var scene = await Lived();
        var before = Secrets(scene);
        await scene.OwnCommit(Framing.WireFormat.PublicMessage);
        await scene.OwnCommit(Framing.WireFormat.PublicMessage);
        await scene.OwnCommit(Framing.WireFormat.PublicMessage);
        await scene.OwnCommit(Framing.WireFormat.PublicMessage);

        var after = scene.Store.Records;

        // Resumption keys are kept for later epochs, the signature key stays; nothing else of four epochs ago does.
        foreach (var (key, secret) in before)
        {
            Assert.DoesNotContain(after.Values, value => value.AsSpan().IndexOf(secret) >= 0);
            Assert.False(after.ContainsKey(key), $"record {key} is left");
        }

        Assert.True(before.Count > 8, $"only {before.Count} records");
    }

    private static async Task<StorageScene> Lived(bool proposed = true)
    {
        var scene = await StorageScene.Create(4);
        foreach (var step in StorageScene.History.Take(9))
        {
            await step(scene);
        }

        await scene.HearOutOfOrder(1);
        if (proposed)
        {
            await scene.OwnUpdate(Framing.WireFormat.PrivateMessage);
            await scene.HearProposal(1);
        }

        return scene;
    }

    private static async Task<MalformedException> AssertRefused(StorageScene scene, Dictionary<OpaqueBytes, byte[]> records)
    {
        using var store = await GoldenTests.StoreOf(records.Select(record => new[] { record.Key.ToString(), Convert.ToHexString(record.Value) }));
        return await Assert.ThrowsAsync<MalformedException>(() => StoredGroup.LoadAsync(scene.Group[0].Client.Services, store, Token));
    }

    /// <summary>The contents of all records that hold nothing but secrets of an epoch.</summary>
    private static List<(OpaqueBytes Key, byte[] Secret)> Secrets(StorageScene scene) =>
    [
        .. scene.Store.Records
            .Where(record => RecordKeys.TagOf(record.Key) is RecordTag.SenderData or RecordTag.SecretNode or RecordTag.Ratchets or RecordTag.SkippedKey or RecordTag.Secrets or RecordTag.Update)
            .Select(record => (record.Key, record.Value[..^RecordSeal.Length])),
    ];
}
