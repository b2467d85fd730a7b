using System.Diagnostics;
using System.Reflection;
using Mls.Core.Secrets;
using Xunit;

namespace Mls.Core.Tests.Secrets;

public sealed class SecretTests
{
    private static readonly byte[] Octets = [1, 2, 3, 4];

    [Fact]
    public void Disposing_clears_the_octets_in_place_and_ends_their_use()
    {
        var secret = new InitSecret(Octets);
        ReadOnlySpan<byte> lent = secret.Expose();

        secret.Dispose();
        secret.Dispose();

        Assert.Equal(new byte[4], lent);
        Assert.True(secret.IsCleared);
        Assert.Throws<ObjectDisposedException>(() => secret.Expose().Length);
        Assert.Throws<ObjectDisposedException>(() => secret.Length);
    }

    [Fact]
    public void A_secret_holds_a_copy()
    {
        var given = Octets.ToArray();
        using var secret = new Secret(given);

        given[0] = 99;

        Assert.Equal(Octets, secret.Expose());
    }

    [Fact]
    public void Text_shows_the_type_and_nothing_else()
    {
        using var secret = new EpochSecret(Octets);

        Assert.Equal("EpochSecret", secret.ToString());
        Assert.Equal("EpochSecret", $"{secret}");
        Assert.Equal("{GetType().Name,nq}", typeof(Secret).GetCustomAttribute<DebuggerDisplayAttribute>()!.Value);
    }

    [Fact]
    public void No_public_property_of_a_secret_gives_octets()
    {
        var revealing = from type in typeof(Secret).Assembly.GetTypes()
                        where type.IsAssignableTo(typeof(Secret))
                        from property in type.GetProperties()
                        where property.PropertyType == typeof(byte[]) || property.PropertyType == typeof(Memory<byte>) || property.PropertyType == typeof(ReadOnlyMemory<byte>)
                        select $"{type.Name}.{property.Name}";

        Assert.Empty(revealing);
    }

    [Fact]
    public void Equality_is_that_of_the_octets_in_fixed_time_and_otherwise_that_of_the_object()
    {
        using var one = new Secret(Octets);
        using var same = new Secret(Octets);
        using var other = new Secret([1, 2, 3, 5]);
        using var longer = new Secret([1, 2, 3, 4, 5]);

        Assert.True(one.FixedTimeEquals(same));
        Assert.False(one.FixedTimeEquals(other));
        Assert.False(one.FixedTimeEquals(longer));
        Assert.False(one.Equals(same));
    }
}
