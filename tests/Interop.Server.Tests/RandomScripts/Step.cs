namespace Interop.Server.Tests.RandomScripts;

/// <summary>One step of a random script, in names of clients only.</summary>
public abstract record Step
{
    private Step()
    {
    }

    /// <summary>A Commit of proposals: those with a proposer are sent before, by reference; the others are the committer's, by value.</summary>
    public sealed record Commit(string By, IReadOnlyList<Proposed> Proposals, bool ForcePath, bool ExternalTree) : Step
    {
        public override string ToString() => $"{By} commits{(ForcePath ? " with path" : "")}{(ExternalTree ? ", tree beside the Welcome" : "")}: {(Proposals.Count == 0 ? "nothing" : string.Join("; ", Proposals))}";
    }

    /// <summary>An outsider asks to be added; a member commits.</summary>
    public sealed record Ask(string Name, string CommittedBy) : Step;

    /// <summary>An external Commit of somebody new, or of a member that takes its own place.</summary>
    public sealed record JoinExternally(string Name, bool IsResync, bool WithPsk, bool ExternalTree) : Step;

    /// <summary>The group gets an external sender.</summary>
    public sealed record AddSigner(string Name) : Step;

    /// <summary>The script goes on with a branch.</summary>
    public sealed record Branch(string By, IReadOnlyList<string> Others, bool ForcePath, bool ExternalTree) : Step
    {
        public override string ToString() => $"{By} branches off with {string.Join(", ", Others)}{(ForcePath ? " with path" : "")}{(ExternalTree ? ", tree beside the Welcome" : "")}";
    }

    /// <summary>The script goes on with the next group. The proposer is a member or an external sender.</summary>
    public sealed record ReInit(string Proposer, string Committer, string Welcomer, uint NextSuite, bool ForcePath, bool ExternalTree) : Step;
}
