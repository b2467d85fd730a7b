using Mls.Core.Crypto;
using TestKit;

namespace Mls.Core.Tests.Groups;

/// <summary>Primitives of which one call fails.</summary>
internal sealed class FaultyCrypto(ICryptoProvider inner, Faults faults) : WrappedCrypto(inner)
{
    protected override void BeforeCall() => faults.Count();
}
