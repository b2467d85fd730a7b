using Mls.Core.KeyPackages;
using Mls.Core.Wire;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>Tells siblings which KeyPackages of the virtual client are about to be published, so that each can open the Welcome:
/// <c>struct { KeyPackageRef ref; opaque epoch_tag[8]; uint32 device_leaf; uint32 generation; } KeyPackageNotice&lt;V&gt;</c>.</summary>
public sealed record KeyPackageNotice(ValueList<KeyPackageNotice.Entry> Entries) : ITlsStruct<KeyPackageNotice>
{
    /// <inheritdoc/>
    public static KeyPackageNotice Read(ref TlsReader reader) => new(reader.ReadList<Entry>());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteList(Entries);
    }

    /// <summary>One KeyPackage and where its keys come from.</summary>
    public sealed record Entry(KeyPackageRef Ref, LeafRef LeafRef) : ITlsStruct<Entry>
    {
        /// <inheritdoc/>
        public static Entry Read(ref TlsReader reader) => new(KeyPackageRef.Read(ref reader), LeafRef.Read(ref reader));

        /// <inheritdoc/>
        public void Write(TlsWriter writer)
        {
            Ref.Write(writer);
            LeafRef.Write(writer);
        }
    }
}
