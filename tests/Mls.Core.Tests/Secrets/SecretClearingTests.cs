using System.Buffers;
using Mls.Core.Secrets;
using Mls.Crypto;
using Xunit;

namespace Mls.Core.Tests.Secrets;

/// <summary>RFC 9420, section 9.2: what has been used up is gone from every object that is still alive.</summary>
public sealed class SecretClearingTests
{
    private static readonly string[] Kinds =
    [
        "AEAD key of a sender", "AEAD key of a receiver", "KDF.Extract", "KEM secret of a sender", "KEM secret of a receiver", "input of a key pair",
        "random octets", "init key", "from joiner", "from welcome", "from epoch", "from path", "from node", "from exported", "into exported", "from derived psk",
        "into tree", "into handshake", "into secret", "exporter_secret", "external_secret", "confirmation_key", "membership_key",
        "epoch_authenticator", "init_secret", "private key of a leaf", "private key of a parent", "private key of an Update", "path secret of an Update",
        "sender data secret of an epoch that is gone", "exporter_secret of a dropped epoch", "init_secret of a dropped epoch",
    ];

    [Fact]
    public void No_live_object_holds_a_secret_that_has_been_used_up()
    {
        using var history = SecretHistory.Lived();

        Assert.Empty(Search(history, []));
    }

    [Fact]
    public void Every_kind_of_secret_has_been_looked_for()
    {
        using var history = SecretHistory.Lived();
        var kinds = history.Consumed.Kinds;

        Assert.All(
            Kinds,
            kind => Assert.True(kinds.TryGetValue(kind, out var count) && count > 0, $"none of kind {kind} among {string.Join(", ", kinds.Keys)}"));
    }

    [Fact]
    public void A_used_secret_that_somebody_still_holds_is_found()
    {
        using var history = SecretHistory.Lived();
        byte[] used = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
        history.Consumed.Add("planted", used);
        using var kept = new Secret(used);
        var inside = new { Deep = new List<object> { new KeyValuePair<string, ReadOnlyMemory<byte>>("x", new byte[] { 9, 9 }.Concat(used).ToArray()) } };

        Assert.Equal(["planted", "planted"], Search(history, [kept, inside]).Select(found => found.Name));
    }

    [Fact]
    public void The_search_reaches_what_a_group_holds()
    {
        using var history = SecretHistory.Lived();
        var state = history.Members[0].Group.State;
        history.Consumed.Add("present exporter_secret", state.Secrets.Exporter.Expose());
        history.Consumed.Add("present leaf key", state.Keys.LeafKey.Expose());
        history.Consumed.Add("past sender data secret", state.Past.Epochs[0].SenderData.Expose());

        Assert.Equal(
            ["past sender data secret", "present exporter_secret", "present leaf key"],
            Search(history, []).Select(found => found.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    private static List<(string Name, string Path)> Search(SecretHistory history, object[] more)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        // The notes themselves, and the random sources, which a seed determines anyway.
        var live = new LiveObjects();
        live.Ignore(history.Consumed);
        history.Members.ForEach(member => live.Ignore(member.Client.Services.Random));
        var octets = live.Octets(history.Members, "members")
            .Concat(live.Octets(history.Spent, "spent"))
            .Concat(live.Octets(more, "planted"))
            .Concat(live.Octets(ArrayPool<byte>.Shared, "pool"))
            .Concat(live.Statics(ArrayPool<byte>.Shared.GetType()))
            .Concat(typeof(Secret).Assembly.GetTypes().SelectMany(live.Statics))
            .Concat(typeof(CryptoProviders).Assembly.GetTypes().SelectMany(live.Statics));
        var found = octets.SelectMany(one => history.Consumed.FoundIn(one.Octets).Select(name => (name, one.Path))).ToList();
        Assert.InRange(live.Count, 1000, int.MaxValue);
        return found;
    }
}
