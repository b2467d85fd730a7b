using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.Core.Framing;

/// <summary>RFC 9420, section 12.4.3.1: what a joiner is told in secret. Owns its secrets.</summary>
/// <param name="joinerSecret">The joiner secret of the epoch.</param>
/// <param name="pathSecret">The path secret of the lowest common ancestor with the committer, where the Commit had a path.</param>
/// <param name="psks">The pre-shared keys of the epoch, in the order of the Commit.</param>
public sealed class GroupSecrets(JoinerSecret joinerSecret, PathSecret? pathSecret, ValueList<PreSharedKeyId> psks) : ITlsStruct<GroupSecrets>, IDisposable
{
    /// <summary>The joiner secret of the epoch.</summary>
    public JoinerSecret JoinerSecret { get; } = joinerSecret;

    /// <summary>The path secret of the lowest common ancestor with the committer.</summary>
    public PathSecret? PathSecret { get; } = pathSecret;

    /// <summary>The pre-shared keys of the epoch.</summary>
    public ValueList<PreSharedKeyId> Psks { get; } = psks;

    /// <inheritdoc/>
    public static GroupSecrets Read(ref TlsReader reader)
    {
        var joinerSecret = new JoinerSecret(reader.ReadOpaqueSpan());
        PathSecret? pathSecret = null;
        try
        {
            pathSecret = reader.ReadPresence() ? new PathSecret(reader.ReadOpaqueSpan()) : null;
            return new GroupSecrets(joinerSecret, pathSecret, reader.ReadList<PreSharedKeyId>());
        }
        catch (MalformedException)
        {
            joinerSecret.Dispose();
            pathSecret?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        writer.WriteSecret(JoinerSecret);
        writer.WriteUInt8(PathSecret is null ? (byte)0 : (byte)1);
        if (PathSecret is not null)
        {
            writer.WriteSecret(PathSecret);
        }

        writer.WriteList(Psks);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        JoinerSecret.Dispose();
        PathSecret?.Dispose();
    }
}
