using Mls.Core.Configuration;
using Mls.Core.Nodes;
using Mls.Core.Violations;
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
        if (present is null)
        {
            ExtensionRules.CheckGroupContext(next);
        }
        else
        {
            ExtensionRules.CheckProposed(next);
        }

        next.Find<RequiredCapabilities>(ExtensionType.RequiredCapabilities);
        var former = present?.Find(ExtensionType.ExternalSenders);
        if (next.Find(ExtensionType.ExternalSenders) == former)
        {
            return;
        }

        var rule = former is null ? ExtensionViolations.ExternalSenderCredential : ExtensionViolations.UpdatedExternalSenderCredential;

        foreach (var sender in next.Find<ExternalSenders>(ExtensionType.ExternalSenders)?.Items ?? [])
        {
            Rule.Require(services.Authentication.IsValid(sender.Credential, sender.SignatureKey), rule);
        }
    }

    /// <summary>Checks that whoever joins supports the extensions of the group.</summary>
    public static void CheckJoiner(Capabilities capabilities, ExtensionList extensions)
    {
        foreach (var extension in extensions.Items)
        {
            Rule.Require(capabilities.Supports(extension.Type), ExtensionViolations.JoinerGroupExtensionUnsupported);
        }
    }
}
