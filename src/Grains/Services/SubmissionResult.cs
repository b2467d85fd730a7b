using Mls.Core.Groups;
using Mls.Core.Wire;

namespace Grains.Services;

/// <summary>What became of a Commit. A closed choice.</summary>
internal abstract record SubmissionResult
{
    private SubmissionResult()
    {
    }

    /// <summary>It was the first valid one of its epoch.</summary>
    /// <param name="Number">Its place in the log.</param>
    /// <param name="From">Delivery address of the committer.</param>
    /// <param name="Added">Addresses that join by its Welcome, in the order of the Adds.</param>
    /// <param name="Entered">The address that entered by external Commit; <see langword="null"/> for other Commits.</param>
    /// <param name="Removed">Addresses that are not members any more, in the order of the leaves.</param>
    /// <param name="Transition">The public half.</param>
    public sealed record Accepted(
        ulong Number, string From, ValueList<string> Added, string? Entered, ValueList<string> Removed, PublicTransition Transition) : SubmissionResult;

    /// <summary>Another one was first, or it was built on another epoch.</summary>
    /// <param name="Epoch">The epoch that it was built on.</param>
    public sealed record Conflict(ulong Epoch) : SubmissionResult;

    /// <summary>It breaks a rule.</summary>
    /// <param name="Rule">Which.</param>
    public sealed record Refused(string Rule) : SubmissionResult;
}
