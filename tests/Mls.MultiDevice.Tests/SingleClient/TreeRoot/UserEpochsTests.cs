using Mls.Core.Identifiers;
using Mls.Core.Wire;
using Mls.MultiDevice.SingleClient.TreeRoot;
using Mls.MultiDevice.SingleClient.UserGroups;
using Xunit;

namespace Mls.MultiDevice.Tests.SingleClient.TreeRoot;

public sealed class UserEpochsTests
{
    [Fact]
    public void The_newest_epoch_is_the_current_one_and_all_kept_ones_are_found_by_their_tags()
    {
        using var epochs = MadeEpochs.Epochs(0, 4, 1, 2, 5);

        Assert.Equal(5u, epochs.Current.Epoch.Value);
        Assert.Equal(2u, epochs.Find(MadeEpochs.Tag(2))!.Epoch.Value);
        Assert.Null(epochs.Find(MadeEpochs.Tag(3)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_oldest_epoch_beyond_the_retention_is_dropped_and_cleared(int retention)
    {
        using var epochs = new UserEpochs(retention);
        var added = Enumerable.Range(1, retention + 1).Select(number => MadeEpochs.Epoch((ulong)number)).ToList();
        added.ForEach(epoch => epochs.Add(epoch, removesDevice: false));

        Assert.True(added[0].Root.IsCleared);
        Assert.Null(epochs.Find(MadeEpochs.Tag(1)));
        Assert.True(epochs.HasDropped(MadeEpochs.Tag(1)));
        Assert.False(epochs.HasDropped(MadeEpochs.Tag(2)));
        Assert.All(added.Skip(1), epoch => Assert.Same(epoch, epochs.Find(epoch.Tag)));
        Assert.All(added.Skip(1), epoch => Assert.False(epoch.Root.IsCleared));
    }

    [Fact]
    public void Epochs_that_nothing_needs_any_more_are_cleared_and_the_current_one_is_kept()
    {
        using var epochs = MadeEpochs.Epochs(0, 4, 1, 2, 5);
        var first = epochs.Find(MadeEpochs.Tag(1))!;

        epochs.ForgetBefore(new Epoch(2));
        Assert.True(first.Root.IsCleared);
        Assert.True(epochs.HasDropped(MadeEpochs.Tag(1)));
        Assert.NotNull(epochs.Find(MadeEpochs.Tag(2)));

        epochs.ForgetBefore(new Epoch(9));
        Assert.Equal(1, epochs.Count);
        Assert.False(epochs.Current.Root.IsCleared);
    }

    [Fact]
    public void An_epoch_that_is_not_newer_is_refused_and_stays_its_owners()
    {
        using var epochs = MadeEpochs.Epochs(0, 4, 3);
        using var same = MadeEpochs.Epoch(3);

        Assert.Throws<ArgumentException>(() => epochs.Add(same, removesDevice: false));
        Assert.False(same.Root.IsCleared);
    }

    [Fact]
    public void Before_the_first_epoch_there_is_no_current_one()
    {
        using var epochs = new UserEpochs();

        Assert.True(epochs.IsEmpty);
        Assert.Throws<InvalidOperationException>(() => epochs.Current);
    }

    [Fact]
    public void The_last_removal_is_the_newest_epoch_that_a_Remove_started()
    {
        using var epochs = new UserEpochs(retention: 1);
        Assert.Null(epochs.LastRemoval);
        epochs.Add(MadeEpochs.Epoch(1), removesDevice: false);
        Assert.Null(epochs.LastRemoval);
        epochs.Add(MadeEpochs.Epoch(2), removesDevice: true);
        epochs.Add(MadeEpochs.Epoch(3), removesDevice: true);
        epochs.Add(MadeEpochs.Epoch(4), removesDevice: false);

        Assert.Equal(new Epoch(3), epochs.LastRemoval);
    }

    [Fact]
    public void A_snapshot_restores_all_epochs_the_retention_and_the_last_removal()
    {
        using var epochs = new UserEpochs(retention: 2);
        epochs.Add(MadeEpochs.Epoch(1), removesDevice: true);
        epochs.Add(MadeEpochs.Epoch(2), removesDevice: false);
        epochs.Add(MadeEpochs.Epoch(3), removesDevice: false);
        var octets = Octets(epochs);
        using var restored = Restore(octets);

        Assert.Equal(octets, Octets(restored));
        Assert.Equal(new Epoch(1), restored.LastRemoval);
        Assert.True(restored.HasDropped(MadeEpochs.Tag(1)));
        restored.Add(MadeEpochs.Epoch(4), removesDevice: false);
        Assert.Null(restored.Find(MadeEpochs.Tag(2)));
    }

    [Fact]
    public void A_snapshot_cut_off_at_any_octet_is_malformed()
    {
        using var epochs = MadeEpochs.Epochs(1, 4, 1, 2);
        var octets = Octets(epochs);

        for (var length = 0; length < octets.Length; length++)
        {
            var cut = octets[..length];
            Assert.Throws<MalformedException>(() => Restore(cut));
        }
    }

    [Fact]
    public void A_snapshot_whose_epochs_do_not_increase_is_malformed()
    {
        using var epochs = MadeEpochs.Epochs(1, 4, 1, 2);
        var octets = Octets(epochs);
        var first = octets.AsSpan().IndexOf((ReadOnlySpan<byte>)[0, 0, 0, 0, 0, 0, 0, 1]);
        octets[first + 7] = 2;

        Assert.Throws<MalformedException>(() => Restore(octets));
    }

    [Fact]
    public void Disposing_clears_every_epoch()
    {
        var epochs = new UserEpochs();
        var epoch = MadeEpochs.Epoch(1);
        epochs.Add(epoch, removesDevice: false);
        epochs.Dispose();

        Assert.True(epoch.Root.IsCleared);
    }

    private static byte[] Octets(UserEpochs epochs)
    {
        using var writer = new TlsWriter();
        epochs.Write(writer);
        return writer.ToArray();
    }

    private static UserEpochs Restore(byte[] octets)
    {
        var reader = new TlsReader(octets);
        return UserEpochs.Read(ref reader);
    }
}
