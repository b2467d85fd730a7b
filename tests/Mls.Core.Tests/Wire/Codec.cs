using Mls.Core.Wire;

namespace Mls.Core.Tests.Wire;

/// <summary>Decoding and encoding of one type of the product, found by reflection.</summary>
internal abstract class Codec
{
    /// <summary>Every type that the product decodes.</summary>
    public static IReadOnlyList<Codec> All { get; } = [.. typeof(MalformedException).Assembly.GetTypes()
        .SelectMany(type => type.GetInterfaces())
        .Where(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ITlsStruct<>))
        .Select(face => face.GetGenericArguments()[0])
        .Where(type => !type.IsGenericParameter)
        .Distinct()
        .OrderBy(type => type.Name, StringComparer.Ordinal)
        .Select(type => (Codec)Activator.CreateInstance(typeof(Of<>).MakeGenericType(type), nonPublic: true)!)];

    /// <summary>The type.</summary>
    public abstract Type Type { get; }

    /// <summary>The codec of the type with that name.</summary>
    public static Codec Named(string name) => All.Single(codec => codec.Type.Name == name);

    /// <summary>Decodes; the value is the caller's to dispose of.</summary>
    public abstract object Decode(ReadOnlySpan<byte> octets);

    /// <summary>Encodes what <see cref="Decode"/> gave.</summary>
    public abstract byte[] Encode(object value);

    /// <inheritdoc/>
    public override string ToString() => Type.Name;

    private sealed class Of<T> : Codec
        where T : ITlsStruct<T>
    {
        public override Type Type => typeof(T);

        public override object Decode(ReadOnlySpan<byte> octets) => Tls.Decode<T>(octets);

        public override byte[] Encode(object value) => Tls.Encode((T)value);
    }
}
