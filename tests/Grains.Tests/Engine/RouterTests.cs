using System.Collections.Immutable;
using System.Net;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Views;
using Grains.Placement;
using Grains.Metering;
using Grains.Post;
using Grains.Tests.Support;
using Orleans.Runtime;
using Xunit;

namespace Grains.Tests.Engine;

public sealed class RouterTests
{
    private static readonly ImmutableArray<SiloAddress> Silos =
        [.. Enumerable.Range(1, 3).Select(port => SiloAddress.New(IPAddress.Loopback, port, 1))];

    [Fact]
    public async Task A_mail_to_many_goes_to_each_silo_once_with_the_recipients_that_live_there()
    {
        var batches = new Dictionary<SiloAddress, List<PostBatch>>();
        using var meters = new Meters();
        using var meter = new EngineMeter(meters, TimeProvider.System);
        using var run = new SiloRun(new RunOpening(Cluster.Settings(1), Silos), new ScriptedActor.Factory(), meter);
        var router = new Router(run, Silos[0], silo => new TakingOffice(batches[silo] = []));
        ActorId[] crowd = [.. Enumerable.Range(0, 3000).Select(number => ActorId.Device($"u{number}/d1"))];
        var letter = Letter.Of(Samples.Mail(Samples.Me, "kind"), Samples.Run, Samples.Me, 1, 5);

        var local = router.Route(new Posting(letter, Recipients.Many(crowd)));
        await router.Send();

        var shares = batches.ToDictionary(pair => pair.Key, pair => Assert.Single(Assert.Single(pair.Value).Postings));
        shares.Add(Silos[0], local!);
        Assert.Equal(3, shares.Count);
        Assert.All(shares, share => Assert.Same(letter, share.Value.Letter));
        Assert.All(shares, share => Assert.All(share.Value.To.Actors, actor => Assert.Equal(share.Key, run.Placement.SiloOf(actor))));
        Assert.Equal(crowd.Length, shares.Values.Sum(share => share.To.Count));
    }

    [Fact]
    public async Task Many_mails_go_in_calls_of_bounded_size_and_none_is_lost()
    {
        var batches = new List<PostBatch>();
        using var meters = new Meters();
        using var meter = new EngineMeter(meters, TimeProvider.System);
        using var run = new SiloRun(new RunOpening(Cluster.Settings(1), Silos[..2]), new ScriptedActor.Factory(), meter);
        var router = new Router(run, Silos[0], _ => new TakingOffice(batches));
        var there = Enumerable.Range(0, 100).Select(number => ActorId.User($"u{number}")).First(actor => !router.IsLocal(actor));
        for (var sequence = 1; sequence <= 2500; sequence++)
        {
            Assert.Null(router.Route(new Posting(Letter.Of(Samples.Mail(there, "kind"), Samples.Run, Samples.Me, sequence, 5), Recipients.One(there))));
        }

        await router.Send();
        Assert.Equal(3, batches.Count);
        Assert.Equal(Enumerable.Range(1, 2500).Select(number => (long)number), batches.SelectMany(batch => batch.Postings).Select(posting => posting.Letter.Sequence).Order());
    }

    [Fact]
    public void A_users_devices_live_with_the_user()
    {
        var placement = new RunPlacement(Silos);
        foreach (var user in Enumerable.Range(0, 50).Select(number => $"u{number}"))
        {
            Assert.Equal(placement.SiloOf(ActorId.User(user)), placement.SiloOf(ActorId.Device($"{user}/d1")));
        }
    }

    /// <summary>Keeps what it is given.</summary>
    private sealed class TakingOffice(List<PostBatch> taken) : IPostOffice
    {
        public Task<long?> Deliver(PostBatch batch)
        {
            taken.Add(batch);
            return Task.FromResult<long?>(null);
        }

        public Task Open(RunOpening opening) => throw new NotSupportedException();

        public Task Configure(RunKey run, ImmutableArray<ActorId> actors) => throw new NotSupportedException();

        public Task Enqueue(RunKey run, ImmutableArray<Envelope> mail) => throw new NotSupportedException();

        public Task<QuantumResult> RunQuantum(RunKey run, long from, long until) => throw new NotSupportedException();

        public Task<QuantumResult> Look(RunKey run) => throw new NotSupportedException();

        public Task<RunHealth> Health(RunKey run, int sample) => throw new NotSupportedException();

        public Task<SiloGlance> Glance(RunKey run) => throw new NotSupportedException();

        public Task<ImmutableArray<string>> Find(RunKey run, ActorKind kind, string text, int count) => throw new NotSupportedException();

        public Task<RunAccounts> Accounts(RunKey run) => throw new NotSupportedException();

        public Task<Octets> Observations(RunKey run) => throw new NotSupportedException();

        public Task<ImmutableArray<ActorOctets>> Chains(Page page) => throw new NotSupportedException();

        public Task<ImmutableArray<ActorOctets>> Reports(Page page) => throw new NotSupportedException();

        public Task<RunCheckpoint> Checkpoint(RunKey run) => throw new NotSupportedException();

        public Task ResumeFrom(RunKey run, RunCheckpoint checkpoint) => throw new NotSupportedException();

        public Task RestoreAll(RunKey run) => throw new NotSupportedException();

        public Task Close(RunKey run) => throw new NotSupportedException();
    }
}
