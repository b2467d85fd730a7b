using Mls.Core.Wire;

namespace Mls.Core.Nodes;

/// <summary><c>Extension extensions&lt;V&gt;</c>: at most one extension of a type (RFC 9420, section 13.4).</summary>
public sealed record ExtensionList(ValueList<Extension> Items) : ITlsStruct<ExtensionList>
{
    /// <summary>The list without extensions.</summary>
    public static ExtensionList Empty { get; } = new([]);

    /// <summary>Whether an extension type occurs twice; such a list is refused wherever it stands.</summary>
    public bool HasDuplicates
    {
        get
        {
            if (Items.Count < 2)
            {
                return false;
            }

            var seen = new HashSet<ExtensionType>();
            foreach (var item in Items)
            {
                if (!seen.Add(item.Type))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <inheritdoc/>
    public static ExtensionList Read(ref TlsReader reader) => new(reader.ReadList<Extension>());

    /// <summary>The data of the extension of <paramref name="type"/>, or <see langword="null"/>.</summary>
    public OpaqueBytes? Find(ExtensionType type)
    {
        foreach (var item in Items)
        {
            if (item.Type == type)
            {
                return item.Data;
            }
        }

        return null;
    }

    /// <summary>The decoded extension of <paramref name="type"/>, or <see langword="null"/>.</summary>
    /// <exception cref="MalformedException">The extension's data is not an encoding of <typeparamref name="T"/>.</exception>
    public T? Find<T>(ExtensionType type)
        where T : class, ITlsStruct<T> => Find(type) is { } data ? Tls.Decode<T>(data) : null;

    /// <summary>This list with one more extension at its end.</summary>
    public ExtensionList With(ExtensionType type, OpaqueBytes data) => new([.. Items, new Extension(type, data)]);

    /// <inheritdoc/>
    public void Write(TlsWriter writer) => writer.WriteList(Items);
}
