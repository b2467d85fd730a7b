using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Secrets;

namespace Mls.Core.Tree;

/// <summary>A parent of a path with its private key and path secret. Owns the secret; the key passes into a <see cref="PrivateTree"/>.</summary>
internal sealed record PathKey(NodeIndex Node, HpkePrivateKey Key, PathSecret Secret);
