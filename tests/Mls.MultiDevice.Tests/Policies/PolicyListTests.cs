using Mls.MultiDevice.Policies;
using Xunit;

namespace Mls.MultiDevice.Tests.Policies;

public sealed class PolicyListTests
{
    private static readonly PolicyList<IPolicy> Two = new("colour", new NamedPolicy("red", "As blood."), new NamedPolicy("green", "As grass."));

    [Fact]
    public void Whoever_chooses_nothing_gets_the_first() => Assert.Equal("red", Two.Chosen([new PolicyChoice("taste", "sweet")]).Name);

    [Fact]
    public void A_choice_of_the_kind_counts() => Assert.Equal("green", Two.Chosen([new PolicyChoice("taste", "sweet"), new PolicyChoice("colour", "green")]).Name);

    [Fact]
    public void A_name_that_there_is_not_is_refused_with_those_that_there_are() =>
        Assert.StartsWith("colour 'blue', allowed are red, green", Assert.Throws<ArgumentException>(() => Two.Find("blue")).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_of_one_name_and_none_at_all_are_refused()
    {
        Assert.StartsWith("colour: two policies are called 'red'", Assert.Throws<ArgumentException>(() => Two.With(new NamedPolicy("red", "Again."))).Message, StringComparison.Ordinal);
        Assert.StartsWith("colour: no policy", Assert.Throws<ArgumentException>(() => new PolicyList<IPolicy>("colour")).Message, StringComparison.Ordinal);
    }
}
