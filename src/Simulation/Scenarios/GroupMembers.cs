namespace Simulation.Scenarios;

/// <summary>Which users the groups of one kind consist of.</summary>
public abstract record GroupMembers
{
    private GroupMembers()
    {
    }

    /// <summary>How many groups this makes of a population.</summary>
    public abstract int CountFor(int users);

    /// <summary>One group of all users.</summary>
    public sealed record Everyone : GroupMembers
    {
        /// <inheritdoc/>
        public override int CountFor(int users) => 1;
    }

    /// <summary>One group for each pair of users.</summary>
    public sealed record Pairs : GroupMembers
    {
        /// <inheritdoc/>
        public override int CountFor(int users) => users * (users - 1) / 2;
    }

    /// <summary>A number of groups of one size; users are dealt round by round, so that everyone is in about as many.</summary>
    public sealed record Dealt(int Count, int Size) : GroupMembers
    {
        /// <inheritdoc/>
        public override int CountFor(int users) => Count;
    }
}
