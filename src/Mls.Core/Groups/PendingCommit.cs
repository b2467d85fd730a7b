using Mls.Core.Framing;

namespace Mls.Core.Groups;

/// <summary>A Commit of one's own on its way to the delivery service. Apply <see cref="Staged"/> once it is accepted, dispose of it otherwise.</summary>
/// <param name="message">The Commit.</param>
/// <param name="welcome">The Welcome of those it adds.</param>
/// <param name="staged">The next epoch.</param>
public sealed class PendingCommit(MlsMessage message, Welcome? welcome, StagedCommit staged) : IDisposable
{
    /// <summary>The Commit.</summary>
    public MlsMessage Message { get; } = message;

    /// <summary>The Welcome of those it adds; to be sent once the Commit is accepted.</summary>
    public Welcome? Welcome { get; } = welcome;

    /// <summary>The next epoch.</summary>
    public StagedCommit Staged { get; } = staged;

    /// <inheritdoc/>
    public void Dispose() => Staged.Dispose();
}
