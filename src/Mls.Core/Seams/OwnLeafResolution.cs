namespace Mls.Core.Seams;

/// <summary>What is known about a new leaf at one's own place. A closed choice.</summary>
public abstract record OwnLeafResolution
{
    private OwnLeafResolution()
    {
    }

    /// <summary>A sibling's: here are its keys, owned by the receiver.</summary>
    public sealed record Sibling(LeafKeys Keys) : OwnLeafResolution;

    /// <summary>It names something that has not been seen yet: hold the message and catch up first.</summary>
    public sealed record NotYet(string Missing) : OwnLeafResolution;

    /// <summary>Nobody who may has made it.</summary>
    public sealed record Forged : OwnLeafResolution;
}
