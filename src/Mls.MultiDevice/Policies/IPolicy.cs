namespace Mls.MultiDevice.Policies;

/// <summary>One way of doing what a scenario may choose how to do. It is asked while a run goes on, by several actors at once, so it has no state.</summary>
public interface IPolicy
{
    /// <summary>What scenarios, settings and reports call it; lower case, words joined by hyphens.</summary>
    string Name { get; }

    /// <summary>What it does, in one sentence for a person.</summary>
    string Description { get; }
}
