using Mls.Core.Framing;
using Mls.Core.Secrets;

namespace Mls.Core.Groups;

/// <summary>An external Commit on its way to the delivery service. Take the group once it is accepted, dispose of this otherwise.</summary>
public sealed class ExternalJoin : IDisposable
{
    private Group? _group;

    internal ExternalJoin(MlsMessage message, PublicTransition transition, Group group, JoinerSecret joinerSecret, PskSecret pskSecret)
    {
        Message = message;
        Transition = transition;
        _group = group;
        JoinerSecret = joinerSecret;
        PskSecret = pskSecret;
    }

    /// <summary>The Commit.</summary>
    public MlsMessage Message { get; }

    /// <summary>The public half.</summary>
    public PublicTransition Transition { get; }

    /// <summary>The joiner secret of the new epoch, lent.</summary>
    public JoinerSecret JoinerSecret { get; }

    /// <summary>The PSK secret of the new epoch, lent.</summary>
    public PskSecret PskSecret { get; }

    /// <summary>The group, lent; <see langword="null"/> once it has been taken.</summary>
    internal Group? Group => _group;

    /// <summary>Hands the group over.</summary>
    /// <exception cref="InvalidOperationException">It has been handed over before.</exception>
    public Group TakeGroup()
    {
        var group = _group ?? throw new InvalidOperationException("the group has been taken");
        _group = null;
        return group;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        JoinerSecret.Dispose();
        PskSecret.Dispose();
        _group?.Dispose();
    }
}
