using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Violations;

namespace Mls.Core.Validation;

/// <summary>RFC 9420, section 10.1: what a KeyPackage must satisfy before its client is added.</summary>
public static class KeyPackageRules
{
    /// <summary>Checks a KeyPackage that is to be used now in a group of <paramref name="version"/> and <paramref name="suite"/>.</summary>
    /// <exception cref="ProtocolViolationException">A rule is broken.</exception>
    public static void Check(GroupServices services, KeyPackage package, ProtocolVersion version, CipherSuite suite) =>
        Check(services, package, version, suite, LifetimeCheck.AtClock);

    /// <summary>The same for a KeyPackage that somebody has used, where its lifetime may not count any more.</summary>
    internal static void Check(GroupServices services, KeyPackage package, ProtocolVersion version, CipherSuite suite, LifetimeCheck lifetimes)
    {
        Rule.Require(package.Version == version, KeyPackageViolations.KeyPackageVersion);
        Rule.Require(package.CipherSuite == suite, KeyPackageViolations.KeyPackageSuite);
        ExtensionRules.CheckKeyPackage(package.Extensions);
        Rule.Require(package.Extensions.Items.All(extension => package.LeafNode.Capabilities.Supports(extension.Type)), KeyPackageViolations.KeyPackageExtensionUnlisted);
        Rule.Require(package.InitKey != package.LeafNode.EncryptionKey, KeyPackageViolations.KeyPackageInitKeyIsLeafKey);
        Rule.Require(services.Crypto.Kem.IsValid(package.InitKey), KeyPackageViolations.KeyPackageInitKey);
        LeafNodeRules.CheckFromKeyPackage(services, package.LeafNode, lifetimes);
        Rule.Require(package.IsSignatureValid(services.Crypto), KeyPackageViolations.KeyPackageSignature);
    }
}
