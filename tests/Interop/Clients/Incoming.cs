namespace Interop.Tests.Clients;

/// <summary>What became of a message. A closed choice.</summary>
internal abstract record Incoming
{
    private Incoming()
    {
    }

    /// <summary>Application data.</summary>
    public sealed record Application(string Text) : Incoming;

    /// <summary>A proposal, kept.</summary>
    public sealed record Proposal : Incoming;

    /// <summary>A Commit, followed.</summary>
    public sealed record Commit : Incoming;

    /// <summary>A Commit that removes the client.</summary>
    public sealed record Removed : Incoming;
}
