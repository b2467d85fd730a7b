using System.Runtime.InteropServices;
using Mls.Core.Crypto;

namespace Mls.MultiDevice.Directory;

/// <summary>Records that a reader has fetched from the directory; each costs it one verification of a signature.</summary>
/// <param name="Records">How many.</param>
/// <param name="Octets">Their encoded length together.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FetchedRecords(int Records, int Octets)
{
    /// <summary>Both together.</summary>
    public FetchedRecords And(FetchedRecords other) => new(Records + other.Records, Octets + other.Octets);

    /// <summary>With one record more, unless the reader signed it itself.</summary>
    internal FetchedRecords And(RecordSizes.Size size, SignaturePublicKey? reader) => size.Signer == reader ? this : new(Records + 1, Octets + size.Octets);
}
