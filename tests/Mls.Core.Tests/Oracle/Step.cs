using CsCheck;

namespace Mls.Core.Tests.Oracle;

/// <summary>One operation of a history; numbers choose among the members that are there, so that any sequence makes sense.</summary>
/// <param name="What">The operation.</param>
/// <param name="Actor">Who commits or sends.</param>
/// <param name="Other">Whom it is about, or how many.</param>
/// <param name="Private">Whether messages travel as PrivateMessages.</param>
/// <param name="Choice">A variant of the operation.</param>
internal sealed record Step(Step.Kind What, int Actor, int Other, bool Private, bool Choice)
{
    public static readonly Gen<Step> Any =
        from kind in Gen.Enum<Kind>()
        from actor in Gen.Int[0, 39]
        from other in Gen.Int[0, 39]
        from isPrivate in Gen.Bool
        from choice in Gen.Bool
        select new Step(kind, actor, other, isPrivate, choice);

    public enum Kind
    {
        Empty,
        Add,
        AddSeveral,
        AddByReference,
        Update,
        UpdateSeveral,
        Remove,
        RemoveSeveral,
        RemoveByReference,
        Replace,
        ExternalCommit,
        ExternalCommitWithPsk,
        Resync,
        ExternalPsk,
        ResumptionPsk,
        Extensions,
        Mixed,
        Talk,
    }

    public override string ToString() => $"{What}(actor {Actor}, other {Other}{(Private ? ", private" : string.Empty)}{(Choice ? ", choice" : string.Empty)})";
}
