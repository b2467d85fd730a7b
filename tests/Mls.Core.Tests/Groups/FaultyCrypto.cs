using Mls.Core.Crypto;
using TestKit;

namespace Mls.Core.Tests.Groups;

/// <summary>Primitives of which one call fails as no primitive should.</summary>
internal sealed class FaultyCrypto(ICryptoProvider inner) : WrappedCrypto(inner)
{
    /// <summary>Calls until the failure; never where negative.</summary>
    public int Left { get; set; } = -1;

    protected override void BeforeCall()
    {
        if (Left >= 0 && Left-- == 0)
        {
            throw new InjectedFaultException();
        }
    }

    public sealed class InjectedFaultException : Exception;
}
