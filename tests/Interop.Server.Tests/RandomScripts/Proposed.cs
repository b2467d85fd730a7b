namespace Interop.Server.Tests.RandomScripts;

/// <summary>A proposal of a random script.</summary>
/// <param name="Kind">add, remove, update, externalPSK, resumptionPSK or groupContextExtensions, as in the interface.</param>
/// <param name="Name">Who is added or removed.</param>
/// <param name="Number">The epoch of a resumption key; how many extensions.</param>
/// <param name="Proposer">Who sends it: a member, or an external sender; null for the committer, by value.</param>
public sealed record Proposed(string Kind, string? Name, int Number, string? Proposer)
{
    public override string ToString() => $"{Kind} {Name ?? Number.ToString(System.Globalization.CultureInfo.InvariantCulture)} {(Proposer is null ? "by value" : $"of {Proposer}")}";
}
