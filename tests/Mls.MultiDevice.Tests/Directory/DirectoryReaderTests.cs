using Mls.Core.Wire;
using Mls.MultiDevice.Directory;
using Xunit;

namespace Mls.MultiDevice.Tests.Directory;

public sealed class DirectoryReaderTests
{
    private static readonly OpaqueBytes Alice = UserId.Of(Account.User);

    private readonly Account _account = new Account().Device(10, "d1", "d1").Device(20, "d2", "d1").LeafKey(30, "leaf", 7, "d1");

    [Fact]
    public void Whoever_meets_a_user_fetches_the_statements_about_its_devices_and_the_certificate_of_the_leaf_and_nothing_twice()
    {
        var reader = new DirectoryReader(_account.Directory);

        Fetch(reader, "leaf", 40);
        Assert.Equal((3, Size(0) + Size(1) + Size(2)), Taken(reader));

        Fetch(reader, "leaf", 40);
        Fetch(reader, "d2", 40);
        Assert.Equal((0, 0), Taken(reader));
    }

    [Fact]
    public void What_is_new_since_is_fetched_and_nothing_before_its_time()
    {
        _account.Revoke(50, "d2", "d1").LeafKey(50, "next", 8, "d1");
        var reader = new DirectoryReader(_account.Directory);
        Fetch(reader, "leaf", 49);
        Fetch(reader, "next", 49);
        Assert.Equal(3, Taken(reader).Records);

        Fetch(reader, "next", 50);
        Assert.Equal((2, Size(3) + Size(4)), Taken(reader));
    }

    [Fact]
    public void Nobody_fetches_what_it_has_signed_itself()
    {
        _account.LeafKey(50, "next", 8, "d2");
        var reader = new DirectoryReader(_account.Directory);

        reader.Fetch(Alice, Account.Public("next"), 60, Account.Public("d1"));

        Assert.Equal((1, Size(3)), Taken(reader));
    }

    [Fact]
    public void A_certificate_that_was_seen_too_long_ago_is_fetched_again()
    {
        var account = new Account().Device(10, "d1", "d1");
        foreach (var key in Enumerable.Range(0, DirectoryReader.MaxCertificates + 1))
        {
            account.LeafKey(20, $"leaf {key}", 7, "d1");
        }

        var reader = new DirectoryReader(account.Directory);
        foreach (var key in Enumerable.Range(0, DirectoryReader.MaxCertificates + 1))
        {
            Fetch(reader, $"leaf {key}", 30);
        }

        Taken(reader);
        Fetch(reader, $"leaf {DirectoryReader.MaxCertificates}", 30);
        Assert.Equal(0, Taken(reader).Records);
        Fetch(reader, "leaf 0", 30);
        Assert.Equal(1, Taken(reader).Records);
    }

    [Fact]
    public void Unknown_keys_and_what_names_nobody_cost_nothing_but_the_statements()
    {
        var reader = new DirectoryReader(_account.Directory);

        reader.Fetch(OpaqueBytes.FromText("nobody"), Account.Public("leaf"), 40);
        Assert.Equal((0, 0), Taken(reader));
        Fetch(reader, "stranger", 40);
        Assert.Equal((2, Size(0) + Size(1)), Taken(reader));
    }

    [Fact]
    public void A_restored_reader_has_what_was_fetched_before()
    {
        var reader = new DirectoryReader(_account.Directory);
        Fetch(reader, "leaf", 40);
        Taken(reader);
        using var writer = new TlsWriter();
        reader.Write(writer);

        var restored = new DirectoryReader(_account.Directory);
        var octets = new TlsReader(writer.ToArray());
        restored.Restore(ref octets);
        octets.ExpectEnd();
        Fetch(restored, "leaf", 40);

        Assert.Equal((0, 0), Taken(restored));
    }

    private static void Fetch(DirectoryReader reader, string key, long now) => reader.Fetch(Alice, Account.Public(key), now);

    private static (int Records, int Octets) Taken(DirectoryReader reader)
    {
        var taken = reader.Take();
        return (taken.Records, taken.Octets);
    }

    private int Size(int entry) => _account.Log.Read(Account.User, long.MaxValue, 0)[entry].Octets.Length;
}
