using Mls.Core.Groups;
using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Mls.Core.Validation;

/// <summary>What the extensions of a GroupContext must satisfy by themselves; whether all members support them is checked with the tree.</summary>
internal static class GroupContextRules
{
    /// <summary>Checks extensions that are proposed, or that come with a group one joins.</summary>
    /// <param name="services">Who vouches for external senders.</param>
    /// <param name="next">The extensions.</param>
    /// <param name="present">Those they replace: external senders that stay as they are have been vouched for.</param>
    /// <exception cref="ProtocolViolationException">A rule is broken.</exception>
    /// <exception cref="MalformedException">An extension of the RFC's own does not decode.</exception>
    public static void CheckExtensions(GroupServices services, ExtensionList next, ExtensionList? present)
    {
        Rule.Require(!next.HasDuplicates, ProtocolViolation.DuplicateExtension);
        next.Find<RequiredCapabilities>(ExtensionType.RequiredCapabilities);
        if (next.Find(ExtensionType.ExternalSenders) == present?.Find(ExtensionType.ExternalSenders))
        {
            return;
        }

        foreach (var sender in next.Find<ExternalSenders>(ExtensionType.ExternalSenders)?.Items ?? [])
        {
            Rule.Require(services.Authentication.IsValid(sender.Credential, sender.SignatureKey), ProtocolViolation.ExternalSenderCredential);
        }
    }
}
