namespace Grains.Services;

/// <summary>What became of a message that is no Commit. A closed choice.</summary>
internal abstract record PostingResult
{
    private PostingResult()
    {
    }

    /// <summary>An application message has its place in the log.</summary>
    /// <param name="Number">The place.</param>
    /// <param name="Epoch">The epoch that it was encrypted in.</param>
    public sealed record Application(ulong Number, ulong Epoch) : PostingResult;

    /// <summary>A proposal has its place in the log.</summary>
    /// <param name="Number">The place.</param>
    public sealed record Proposal(ulong Number) : PostingResult;

    /// <summary>It breaks a rule.</summary>
    /// <param name="Rule">Which.</param>
    public sealed record Refused(string Rule) : PostingResult;
}
