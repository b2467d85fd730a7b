namespace Mls.Core.Crypto;

/// <summary>LabeledExtract and LabeledExpand of HPKE (RFC 9180, section 4) for one suite_id.</summary>
internal readonly ref struct LabeledKdf(IKdf kdf, ReadOnlySpan<byte> suiteId)
{
    private readonly ReadOnlySpan<byte> _suiteId = suiteId;

    private static ReadOnlySpan<byte> Version => "HPKE-v1"u8;

    /// <summary>LabeledExtract into exactly Nh octets.</summary>
    public void Extract(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> label, ReadOnlySpan<byte> inputKeyMaterial, Span<byte> pseudorandomKey)
    {
        using var scratch = new Scratch(stackalloc byte[Scratch.OnStack], Version.Length + _suiteId.Length + label.Length + inputKeyMaterial.Length);
        var writer = new SpanWriter(scratch.Span);
        writer.Put(Version);
        writer.Put(_suiteId);
        writer.Put(label);
        writer.Put(inputKeyMaterial);
        kdf.Extract(salt, scratch.Span, pseudorandomKey);
    }

    /// <summary>LabeledExpand into the whole of <paramref name="output"/>.</summary>
    public void Expand(ReadOnlySpan<byte> pseudorandomKey, ReadOnlySpan<byte> label, ReadOnlySpan<byte> info, Span<byte> output)
    {
        using var scratch = new Scratch(stackalloc byte[Scratch.OnStack], 2 + Version.Length + _suiteId.Length + label.Length + info.Length);
        var writer = new SpanWriter(scratch.Span);
        writer.PutUInt16(checked((ushort)output.Length));
        writer.Put(Version);
        writer.Put(_suiteId);
        writer.Put(label);
        writer.Put(info);
        kdf.Expand(pseudorandomKey, scratch.Span, output);
    }
}
