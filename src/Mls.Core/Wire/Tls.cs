namespace Mls.Core.Wire;

/// <summary>Whole values to octets and back.</summary>
public static class Tls
{
    /// <summary>Decodes exactly one value: every octet of <paramref name="octets"/> must belong to it.</summary>
    /// <exception cref="MalformedException">The octets are not an encoding of <typeparamref name="T"/>.</exception>
    public static T Decode<T>(ReadOnlySpan<byte> octets)
        where T : ITlsStruct<T>
    {
        var reader = new TlsReader(octets);
        var value = T.Read(ref reader);
        reader.ExpectEnd();
        return value;
    }

    /// <inheritdoc cref="Decode{T}(ReadOnlySpan{byte})"/>
    public static T Decode<T>(OpaqueBytes octets)
        where T : ITlsStruct<T> => Decode<T>(octets.Span);

    /// <summary>Encodes one value.</summary>
    public static byte[] Encode<T>(T value)
        where T : ITlsStruct<T>
    {
        using var writer = new TlsWriter();
        value.Write(writer);
        return writer.ToArray();
    }

    /// <summary>Encodes one value as an immutable octet string.</summary>
    public static OpaqueBytes EncodeOpaque<T>(T value)
        where T : ITlsStruct<T> => OpaqueBytes.Own(Encode(value));
}
