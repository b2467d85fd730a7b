using Mls.Core.Secrets;

namespace Mls.Core.Groups;

/// <summary>A Commit processed but not applied: the application may look at it, build on it, apply it or drop it (RFC 9420, section 12.4.2).</summary>
public sealed class StagedCommit : IDisposable
{
    // Decided when staged: which keys the present epoch holds, too, cannot be told once it has passed.
    private readonly bool _ownsLeafKey;
    private readonly bool _ownsSigner;
    private bool _applied;

    internal StagedCommit(GroupState before, PublicTransition transition, GroupState? next, JoinerSecret? joinerSecret, PskSecret? pskSecret)
    {
        Before = before;
        Transition = transition;
        Next = next;
        JoinerSecret = joinerSecret;
        PskSecret = pskSecret;
        _ownsLeafKey = next is not null && !before.HoldsLeafKey(next.Keys.LeafKey);
        _ownsSigner = next is not null && !before.HoldsSigner(next.Signer);
    }

    /// <summary>The public half.</summary>
    public PublicTransition Transition { get; }

    /// <summary>The next epoch, on which further Commits can be built; <see langword="null"/> where this Commit removes the member.</summary>
    public GroupState? Next { get; }

    /// <summary>Whether this Commit removes the member.</summary>
    public bool RemovesSelf => Next is null;

    /// <summary>The joiner secret of the next epoch, lent, for siblings that come later (RFC 9420, section 8).</summary>
    public JoinerSecret? JoinerSecret { get; }

    /// <summary>The PSK secret of the next epoch, lent.</summary>
    public PskSecret? PskSecret { get; }

    /// <summary>Whether the Commit has been applied or dropped.</summary>
    internal bool IsSettled => _applied;

    /// <summary>The epoch that the Commit was made in.</summary>
    internal GroupState Before { get; }

    /// <summary>Clears everything, the next epoch too unless it has been applied. A Commit stacked on this one is disposed of first.</summary>
    public void Dispose()
    {
        JoinerSecret?.Dispose();
        PskSecret?.Dispose();
        if (!_applied && Next is { } next)
        {
            // The next epoch shares keys with the present one, which goes on: those of the tree, and those behind a proposed Update.
            next.Messages.Dispose();
            next.Secrets.Dispose();
            next.Keys.DisposeParentsExcept(Before.Keys);
            if (_ownsLeafKey)
            {
                next.Keys.LeafKey.Dispose();
            }

            if (_ownsSigner)
            {
                next.Signer.Dispose();
            }
        }

        _applied = true;
    }

    internal GroupState? Take()
    {
        ObjectDisposedException.ThrowIf(_applied, this);
        _applied = true;
        return Next;
    }
}
