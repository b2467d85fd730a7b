using Mls.Core.Identifiers;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Configuration;

/// <summary>The group that another one goes on from, as the rules of the new group see it (RFC 9420, sections 11.2 and 11.3).</summary>
internal interface IOrigin
{
    /// <summary>The key that <paramref name="id"/> names, lent; <see langword="null"/> where it is none of this origin.</summary>
    ResumptionPsk? Find(PreSharedKeyId.Resumption id);

    /// <summary>Checks the keys that a Welcome names.</summary>
    /// <exception cref="ProtocolViolationException">None is that of this origin.</exception>
    void Check(ValueList<PreSharedKeyId> psks);

    /// <summary>Checks the new group in its first epoch with all members.</summary>
    /// <exception cref="ProtocolViolationException">It does not go on as it should.</exception>
    void Check(GroupServices services, ValueList<PreSharedKeyId> psks, GroupContext next, RatchetTree tree);

    /// <summary>Whether a group of that id takes the place of this one, so that the client is in one group of the id (RFC 9420, section 12.4.3).</summary>
    bool IsReplacedBy(GroupId next);
}
