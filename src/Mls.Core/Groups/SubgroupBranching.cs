using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Tree;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>RFC 9420, section 11.3: a group of some members of another, linked to it by the resumption key of the epoch in which it branched off.</summary>
public static class SubgroupBranching
{
    /// <summary>Founds a subgroup in the present epoch of its main group.</summary>
    /// <param name="main">The main group, which goes on as it is.</param>
    /// <param name="next">The subgroup.</param>
    /// <param name="founding">The founder and a KeyPackage of each other member.</param>
    /// <param name="signatureKey">The founder's signature key, lent.</param>
    /// <exception cref="ProtocolViolationException">Somebody is no member of the main group, or a KeyPackage breaks a rule.</exception>
    public static FoundedGroup Create(Group main, NextGroup next, Founding founding, SignaturePrivateKey signatureKey)
    {
        ArgumentNullException.ThrowIfNull(main);
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(founding);
        return Founder.Found(main.Services, new Origin.Main(main), next, founding, signatureKey);
    }

    /// <summary>Joins a subgroup.</summary>
    /// <param name="main">The main group, in the epoch of the branch or a few epochs later.</param>
    /// <param name="services">What the subgroup needs from outside.</param>
    /// <param name="welcome">The founder's Welcome.</param>
    /// <param name="bundle">The KeyPackage that it was made for.</param>
    /// <param name="tree">The ratchet tree, where the Welcome does not carry it.</param>
    /// <exception cref="ProtocolViolationException">A rule is broken.</exception>
    /// <exception cref="MalformedException">What opens does not decode.</exception>
    public static Group Join(Group main, GroupServices services, Welcome welcome, KeyPackageBundle bundle, RatchetTree? tree)
    {
        ArgumentNullException.ThrowIfNull(main);
        ArgumentNullException.ThrowIfNull(services);
        return Founder.Join(services, new Origin.Main(main), welcome, bundle, tree);
    }
}
