using Mls.Core.Wire;

namespace Mls.MultiDevice.SingleClient.UserGroups;

/// <summary>Sent in the user group to a new sibling once the rotation that followed its arrival has been accepted:
/// <c>struct { SiblingGroupSecret groups&lt;V&gt;; } SiblingWelcome</c>. Everything else the sibling takes from public state and its own derivations. Owns its secrets.</summary>
public sealed class SiblingWelcome(ValueList<SiblingGroupSecret> groups) : ITlsStruct<SiblingWelcome>, IDisposable
{
    /// <summary>The groups to enter.</summary>
    public ValueList<SiblingGroupSecret> Groups { get; } = groups;

    /// <inheritdoc/>
    public static SiblingWelcome Read(ref TlsReader reader)
    {
        var groups = new List<SiblingGroupSecret>();
        try
        {
            reader.VisitVector((ref TlsReader content) =>
            {
                groups.Add(SiblingGroupSecret.Read(ref content));
            });
        }
        catch (MalformedException)
        {
            foreach (var group in groups)
            {
                group.Dispose();
            }

            throw;
        }

        return new SiblingWelcome(groups.ToValueList());
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteList(Groups);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var group in Groups)
        {
            group.Dispose();
        }
    }
}
