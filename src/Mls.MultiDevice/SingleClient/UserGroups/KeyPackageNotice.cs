using Mls.Core.KeyPackages;
using Mls.Core.Wire;

namespace Mls.MultiDevice.SingleClient.UserGroups;

/// <summary>Tells siblings which KeyPackages of the virtual client are about to be published, so that each can open the Welcome:
/// <c>struct { KeyPackageRef ref; LeafTag tag; } KeyPackageNotice&lt;V&gt;</c>, with the tag of the profile.</summary>
public sealed record KeyPackageNotice(ValueList<KeyPackageNotice.Entry> Entries)
{
    /// <summary>Writes the notice.</summary>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteVector(Entries, entry =>
        {
            entry.Ref.Write(writer);
            entry.Tag.Write(writer);
        });
    }

    /// <summary>Reads a notice of a profile.</summary>
    internal static KeyPackageNotice Read(ref TlsReader reader, ISingleClientProfile profile)
    {
        var entries = new List<Entry>();
        reader.VisitVector((ref TlsReader content) =>
        {
            entries.Add(new Entry(KeyPackageRef.Read(ref content), profile.ReadTag(ref content)));
        });

        return new KeyPackageNotice(entries.ToValueList());
    }

    /// <summary>One KeyPackage and where its keys come from.</summary>
    public sealed record Entry(KeyPackageRef Ref, ILeafTag Tag);
}
