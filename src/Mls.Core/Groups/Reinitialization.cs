using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.KeyPackages;
using Mls.Core.Proposals;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>RFC 9420, section 11.2: once a Commit of a ReInit has ended a group (<see cref="PublicGroup.ClosedBy"/>), one member founds the next
/// and welcomes all others to it. Version, suite, id and extensions are those of the ReInit; the resumption key of the last epoch links the two.</summary>
public static class Reinitialization
{
    /// <summary>Founds the next group.</summary>
    /// <param name="old">The group that has ended; it stays the caller's.</param>
    /// <param name="services">What the next group needs from outside, of the suite that the ReInit states.</param>
    /// <param name="founding">The founder and a KeyPackage of each other member.</param>
    /// <param name="signatureKey">The founder's signature key of the new suite, lent.</param>
    /// <exception cref="InvalidOperationException">The old group has not ended.</exception>
    /// <exception cref="ArgumentException">The services are of another suite.</exception>
    /// <exception cref="ProtocolViolationException">A member is missing, or a KeyPackage breaks a rule.</exception>
    public static FoundedGroup Create(Group old, GroupServices services, Founding founding, SignaturePrivateKey signatureKey)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(founding);
        var reInit = ReInitOf(old);
        if (services.Crypto.Suite != reInit.CipherSuite)
        {
            throw new ArgumentException($"services of suite {services.Crypto.Suite} where the ReInit states suite {reInit.CipherSuite}", nameof(services));
        }

        return Founder.Found(services, new Origin.Ended(old, reInit), new NextGroup(reInit.GroupId, reInit.Extensions), founding, signatureKey);
    }

    /// <summary>Joins the next group.</summary>
    /// <param name="old">The group that has ended; it stays the caller's.</param>
    /// <param name="services">What the next group needs from outside, of the suite that the ReInit states.</param>
    /// <param name="welcome">The founder's Welcome.</param>
    /// <param name="bundle">The KeyPackage that it was made for.</param>
    /// <param name="tree">The ratchet tree, where the Welcome does not carry it.</param>
    /// <exception cref="InvalidOperationException">The old group has not ended.</exception>
    /// <exception cref="ProtocolViolationException">A rule is broken.</exception>
    /// <exception cref="MalformedException">What opens does not decode.</exception>
    public static Group Join(Group old, GroupServices services, Welcome welcome, KeyPackageBundle bundle, RatchetTree? tree)
    {
        ArgumentNullException.ThrowIfNull(services);
        return Founder.Join(services, new Origin.Ended(old, ReInitOf(old)), welcome, bundle, tree);
    }

    private static Proposal.ReInit ReInitOf(Group old)
    {
        ArgumentNullException.ThrowIfNull(old);
        return old.Public.ClosedBy ?? throw new InvalidOperationException($"no ReInit has ended group {old.GroupId}");
    }
}
