using Mls.Core.Identifiers;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.MultiDevice.SingleClient.UserGroups;

/// <summary>What a new sibling needs in secret to enter one epoch of one group:
/// <c>struct { opaque group_id&lt;V&gt;; uint64 epoch; opaque joiner_secret&lt;V&gt;; opaque psk_secret&lt;V&gt;; } SiblingGroupSecret</c>. Owns its secrets.</summary>
/// <param name="groupId">The group.</param>
/// <param name="epoch">The epoch that the rotation after the sibling's arrival started.</param>
/// <param name="joinerSecret">The epoch's joiner secret.</param>
/// <param name="pskSecret">The epoch's PSK secret.</param>
public sealed class SiblingGroupSecret(GroupId groupId, Epoch epoch, JoinerSecret joinerSecret, PskSecret pskSecret) : ITlsStruct<SiblingGroupSecret>, IDisposable
{
    /// <summary>The group.</summary>
    public GroupId GroupId { get; } = groupId;

    /// <summary>The epoch to enter.</summary>
    public Epoch Epoch { get; } = epoch;

    /// <summary>The epoch's joiner secret.</summary>
    public JoinerSecret JoinerSecret { get; } = joinerSecret;

    /// <summary>The epoch's PSK secret.</summary>
    public PskSecret PskSecret { get; } = pskSecret;

    /// <inheritdoc/>
    public static SiblingGroupSecret Read(ref TlsReader reader)
    {
        var groupId = GroupId.Read(ref reader);
        var epoch = Epoch.Read(ref reader);
        var joinerSecret = reader.ReadOpaqueSpan();
        var pskSecret = reader.ReadOpaqueSpan();
        return new SiblingGroupSecret(groupId, epoch, new JoinerSecret(joinerSecret), new PskSecret(pskSecret));
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        GroupId.Write(writer);
        Epoch.Write(writer);
        writer.WriteOpaque(JoinerSecret.Expose());
        writer.WriteOpaque(PskSecret.Expose());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        JoinerSecret.Dispose();
        PskSecret.Dispose();
    }
}
