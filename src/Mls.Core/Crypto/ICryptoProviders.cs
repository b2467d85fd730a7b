namespace Mls.Core.Crypto;

/// <summary>The suites that can be done here.</summary>
public interface ICryptoProviders
{
    /// <summary>The suites, in the order of their numbers.</summary>
    IReadOnlyList<CipherSuite> Supported { get; }

    /// <summary>The primitives of <paramref name="suite"/>, or <see langword="null"/> where it is not supported.</summary>
    ICryptoProvider? Find(CipherSuite suite);
}
