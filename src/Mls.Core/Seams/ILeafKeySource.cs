using Mls.Core.Crypto;
using Mls.Core.Identifiers;

namespace Mls.Core.Seams;

/// <summary>The first seam: where the keys of a new leaf of one's own come from. The RFC's own way is <see cref="FreshLeafKeys"/>.</summary>
public interface ILeafKeySource
{
    /// <summary>Keys for the next leaf in <paramref name="group"/>; never the same twice, also when the message is not accepted.</summary>
    /// <param name="crypto">The suite's primitives.</param>
    /// <param name="random">The client's randomness.</param>
    /// <param name="group">The group of the leaf.</param>
    /// <param name="current">The signature key of the present leaf.</param>
    LeafKeys Next(ICryptoProvider crypto, IRandomSource random, GroupId group, SignaturePrivateKey current);
}
