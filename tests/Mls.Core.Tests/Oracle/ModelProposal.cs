namespace Mls.Core.Tests.Oracle;

/// <summary>A Proposal (RFC 9420, section 12.1), as far as the model needs its inside.</summary>
internal sealed class ModelProposal
{
    public int Type { get; private init; }

    /// <summary>Of an Add or an Update.</summary>
    public ModelLeaf? Leaf { get; private init; }

    /// <summary>The KeyPackage of an Add.</summary>
    public byte[]? KeyPackage { get; private init; }

    /// <summary>Of a Remove.</summary>
    public int Removed { get; private init; }

    /// <summary>The PreSharedKeyID of a PreSharedKey.</summary>
    public byte[]? Psk { get; private init; }

    /// <summary>Of an ExternalInit.</summary>
    public byte[]? KemOutput { get; private init; }

    /// <summary>Of a GroupContextExtensions, with its length.</summary>
    public byte[]? Extensions { get; private init; }

    /// <summary>Section 17.4.</summary>
    public bool RequiresPath => Type is 2 or 3 or 6 or 7;

    public static ModelProposal Read(Reading reading)
    {
        var type = reading.U16();
        var start = reading.Position;
        switch (type)
        {
            case 1:
                reading.Fixed(4);
                reading.SkipVectors(1);
                var leaf = ModelLeaf.Read(reading);
                reading.SkipVectors(2);
                return new ModelProposal { Type = type, Leaf = leaf, KeyPackage = reading.Since(start) };
            case 2:
                return new ModelProposal { Type = type, Leaf = ModelLeaf.Read(reading) };
            case 3:
                return new ModelProposal { Type = type, Removed = (int)reading.U32() };
            case 4:
                return new ModelProposal { Type = type, Psk = ReadPsk(reading) };
            case 6:
                return new ModelProposal { Type = type, KemOutput = reading.Opaque() };
            case 7:
                reading.SkipVectors(1);
                return new ModelProposal { Type = type, Extensions = reading.Since(start) };
            default:
                throw new InvalidOperationException($"the histories have no proposals of type {type}");
        }
    }

    /// <summary>Section 8.4.</summary>
    public static byte[] ReadPsk(Reading reading)
    {
        var start = reading.Position;
        if (reading.U8() == 1)
        {
            reading.SkipVectors(2);
        }
        else
        {
            reading.U8();
            reading.SkipVectors(1);
            reading.U64();
            reading.SkipVectors(1);
        }

        return reading.Since(start);
    }
}
