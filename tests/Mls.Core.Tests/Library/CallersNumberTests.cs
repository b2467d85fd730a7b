using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Storage;
using Mls.Core.Tree;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Library;

/// <summary>Every number that a caller passes in is checked where it is passed: one beyond its bounds is an argument exception there, and nothing has changed.</summary>
public sealed class CallersNumberTests
{
    /// <summary>The most that the exporter of suite 1 gives: 255 hashes of 32 octets.</summary>
    private const int MostOfKdf = 255 * 32;

    private static readonly Dictionary<string, (long Least, long Most, Action<long> Use)> Numbers = new()
    {
        ["a length exported"] = (0, MostOfKdf, length => InGroup(group => group.Export("label"u8, "context"u8, (int)length).Dispose())),
        ["a length exported from a state"] = (0, MostOfKdf, length => InGroup(group => group.State.Export(Suites.One, "label"u8, "context"u8, (int)length).Dispose())),
        ["a length exported from a stored group"] = (0, MostOfKdf, length => InStoredGroup(group => group.Export("label"u8, "context"u8, (int)length).Dispose())),
        ["a length exported from a root"] = (0, MostOfKdf, length => InGroup(group =>
        {
            using var root = group.State.ExporterRoot(Suites.One, "label"u8);
            Exporter.Export(Suites.One, root, "context"u8, (int)length).Dispose();
        })),
        ["a length expanded"] = (0, MostOfKdf, length => Suites.One.ExpandWithLabel(AnySecret, "label"u8, [], (int)length).Dispose()),
        ["a length that HPKE exports to send"] = (0, MostOfKdf, length => WithKey(key =>
        {
            Hpke.SendExportBase(Suites.One, key.PublicKey, [], [], (int)length, Services.Seeded("A").Random)!.Value.Exported.Dispose();
        })),
        ["a length that HPKE exports on receipt"] = (0, MostOfKdf, length => WithKey(key =>
        {
            var (exported, kemOutput) = Hpke.SendExportBase(Suites.One, key.PublicKey, [], [], 1, Services.Seeded("A").Random)!.Value;
            exported.Dispose();
            Hpke.ReceiveExportBase(Suites.One, key, kemOutput.Span, [], [], (int)length)!.Dispose();
        })),
        ["the octets of a secret"] = (0, Array.MaxLength, length => Sparingly(length, () => new Secret((int)length, _ => { }).Dispose())),
        ["past epochs"] = (0, int.MaxValue, number => InGroup(group => group.Apply(group.Commit(new CommitOptions()).Staged), limits => new GroupLimits((int)number, 1, limits.SecretTree))),
        ["past epochs, changed"] = (0, int.MaxValue, number => InGroup(group => group.Apply(group.Commit(new CommitOptions()).Staged), limits => limits with { PastEpochs = (int)number })),
        ["resumption keys"] = (0, int.MaxValue, number => InGroup(group => group.Apply(group.Commit(new CommitOptions()).Staged), limits => new GroupLimits(1, (int)number, limits.SecretTree))),
        ["resumption keys, changed"] = (0, int.MaxValue, number => InGroup(group => group.Apply(group.Commit(new CommitOptions()).Staged), limits => limits with { ResumptionPsks = (int)number })),
        ["messages waited for"] = (0, int.MaxValue, number => InGroup(group => group.Protect("data"u8), limits => limits with { SentAwaitingEcho = (int)number })),
        ["the age of past epochs"] = (0, int.MaxValue, seconds => InGroup(
            group =>
            {
                group.Apply(group.Commit(new CommitOptions()).Staged);
                group.ForgetPastEpochs();
            },
            limits => limits with { PastEpochAge = TimeSpan.FromSeconds(seconds) })),
        ["the longest lifetime"] = (0, int.MaxValue, seconds => InGroup(_ => { }, limits => limits with { MaxLifetime = TimeSpan.FromSeconds(seconds) })),
        ["generations skipped by one message"] = (0, int.MaxValue, number => Skipping(limits => limits with { MaxForward = (int)number })),
        ["keys kept for a ratchet"] = (0, int.MaxValue, number => Skipping(limits => limits with { MaxSkippedPerRatchet = (int)number })),
        ["keys kept for a tree"] = (0, int.MaxValue, number => Skipping(limits => limits with { MaxSkippedPerTree = (int)number })),
        ["a block of padding"] = (1, 1 << 20, size => new BlockPadding((int)size).PaddedLength(3)),
        ["a length to be padded to blocks"] = (0, int.MaxValue, length => Assert.True(new BlockPadding(1 << 20).PaddedLength((int)length) >= length)),
        ["a length to be padded"] = (0, int.MaxValue, length => Assert.True(new PadmePadding().PaddedLength((int)length) >= length)),
        ["a length not to be padded"] = (0, int.MaxValue, length => Assert.Equal(length, new NoPadding().PaddedLength((int)length))),
        ["pre-shared keys announced"] = (0, ushort.MaxValue, count => new PskSecretBuilder(Suites.One, (int)count).Dispose()),
        ["the capacity of a writer"] = (0, Array.MaxLength, capacity => Sparingly(capacity, () => new TlsWriter((int)capacity).Dispose())),
        ["zeros written"] = (0, Array.MaxLength, count => Sparingly(count, () => new TlsWriter().WriteZeros((int)count))),
        ["a vector's length"] = (0, (1 << 30) - 1, length => new TlsWriter().WriteLength((int)length)),
        ["a vector's mark"] = (0, 3, mark =>
        {
            var writer = new TlsWriter();
            writer.WriteZeros(3);
            writer.EndVector((int)mark);
        }),
        ["octets read"] = (0, 3, count => Malformed(count > 3, () =>
        {
            var reader = new TlsReader([1, 2, 3]);
            reader.ReadFixed((int)count);
        })),
        ["octets read again"] = (0, 0, start =>
        {
            var reader = new TlsReader([1, 2, 3]);
            reader.ReadSince((int)start);
        }),
        ["leaves whose nodes are counted"] = (0, 1L << 31, leaves => TreeMath.NodeCount((uint)leaves)),
        ["leaves below a root"] = (1, 1L << 31, leaves => TreeMath.Root((uint)leaves)),
        ["leaves rounded up"] = (0, 1L << 31, leaves => Assert.True(TreeMath.RoundUp((uint)leaves) >= leaves)),
        ["the leaves of a secret tree"] = (1, 1, leaves => new SecretTree(Suites.One, EncryptionSecret.From(new byte[32]), (uint)(leaves > 1 ? leaves | 1 : leaves)).Dispose()),
        ["a place in a tree"] = (0, 0, node => InGroup(group => group.Public.Tree.Node(new NodeIndex((uint)node)))),
        ["the leaf of a path"] = (0, 0, leaf => InGroup(group => group.Public.Tree.DirectPath(new LeafIndex((uint)leaf)))),
        ["the leaf of a ratchet"] = (0, 0, leaf => InGroup(group => group.State.Messages.NextGeneration(new LeafIndex((uint)leaf), RatchetType.Application))),
    };

    private static Secret AnySecret => new(new byte[32]);

    public static TheoryData<string> Names() => [.. Numbers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_number_is_taken_up_to_its_bounds_and_refused_beyond_where_it_is_passed(string name)
    {
        var (least, most, use) = Numbers[name];

        foreach (var number in new[] { -1, 0, 1, least, most, most + 1, int.MaxValue }.Distinct())
        {
            if (number >= least && number <= most)
            {
                use(number);
            }
            else if (number == (IsUnsigned(name) ? (uint)(number & uint.MaxValue) : (int)Math.Clamp(number, int.MinValue, int.MaxValue)))
            {
                var refused = Record.Exception(() => use(number));
                Assert.True(refused is ArgumentException, $"{name}, {number}: {refused?.GetType().Name ?? "taken"}");
            }
        }
    }

    [Fact]
    public void A_leaf_beyond_every_tree_has_no_node_and_no_member()
    {
        using var group = TestGroup.Of(2);
        var beyond = new LeafIndex(uint.MaxValue);

        Assert.Throws<InvalidOperationException>(() => beyond.Node);
        Assert.Null(group[0].Group.Public.Tree.Leaf(beyond));
        Assert.Throws<Violations.ProtocolViolationException>(() => group[0].Group.Propose(new Proposal.Remove(beyond)));
        Assert.IsType<LeaseResult.NoSuchLeaf>(group[0].Group.State.Messages.Lease(beyond, RatchetType.Application, 0));
        Assert.Throws<InvalidOperationException>(() => new Epoch(ulong.MaxValue).Next);
    }

    private static bool IsUnsigned(string name) => name.StartsWith("leaves", StringComparison.Ordinal) || name.StartsWith("the lea", StringComparison.Ordinal) || name.StartsWith("a place", StringComparison.Ordinal);

    private static void InGroup(Action<Group> use, Func<GroupLimits, GroupLimits>? limits = null)
    {
        using var group = TestGroup.Of(1, change: services => services with { Limits = (limits ?? (same => same))(services.Limits) });
        use(group[0].Group);
    }

    private static void InStoredGroup(Action<StoredGroup> use)
    {
        using var client = new TestClient("A");
        using var store = new InMemoryGroupStore();
        var group = GroupCreator.Create(client.Services, new GroupId([1]), ExtensionList.Empty, client.Identity, Lifetime.Eternal, client.Signer);
        using var stored = StoredGroup.CreateAsync(group, store).GetAwaiter().GetResult();
        use(stored);
    }

    private static void WithKey(Action<HpkePrivateKey> use)
    {
        using var key = Suites.One.Kem.DeriveKeyPair(new byte[32]);
        use(key);
    }

    private static void Skipping(Func<SecretTreeLimits, SecretTreeLimits> change)
    {
        using var tree = new SecretTree(Suites.One, EncryptionSecret.From(new byte[32]), 1, change(SecretTreeLimits.Default));
        if (tree.Lease(new LeafIndex(0), RatchetType.Application, 5) is LeaseResult.Leased { Lease: var lease })
        {
            lease.Consume();
            lease.Dispose();
        }
    }

    /// <summary>Two gigabytes are not asked for in a test; the bound is.</summary>
    private static void Sparingly(long octets, Action use)
    {
        if (octets is <= 1 << 20 or > 0x7fffffc7)
        {
            use();
        }
    }

    /// <summary>Octets that are not there are a fault of the input, not of the caller.</summary>
    private static void Malformed(bool isExpected, Action use)
    {
        if (isExpected)
        {
            Assert.Throws<MalformedException>(use);
            throw new ArgumentException("as it should be", nameof(use));
        }

        use();
    }
}
