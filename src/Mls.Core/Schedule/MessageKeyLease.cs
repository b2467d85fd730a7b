namespace Mls.Core.Schedule;

/// <summary>A message key on loan: the tree forgets the key when <see cref="Consume"/> is called, and does not change when it is not.</summary>
/// <remarks>A receiver consumes when the message has been opened and its signature verified; a sender before the message leaves.</remarks>
public sealed class MessageKeyLease : IDisposable
{
    private readonly SecretTree _tree;
    private readonly StagedLeaf? _staged;
    private bool _consumed;

    internal MessageKeyLease(SecretTree tree, MessageSlot slot, MessageKeys keys, StagedLeaf? staged)
    {
        _tree = tree;
        _staged = staged;
        Slot = slot;
        Keys = keys;
    }

    /// <summary>Whose key this is, and for which message.</summary>
    public MessageSlot Slot { get; }

    /// <summary>The key and nonce; usable until the lease is disposed, consumed or not.</summary>
    public MessageKeys Keys { get; }

    /// <summary>Deletes the key from the tree and advances the ratchet; keys of skipped generations are kept for late messages.</summary>
    /// <exception cref="InvalidOperationException">The key was consumed before, by this lease or another.</exception>
    public void Consume()
    {
        if (_consumed)
        {
            throw new InvalidOperationException("the lease has been consumed");
        }

        _tree.Consume(Slot, _staged);
        _consumed = true;
    }

    /// <summary>Clears the key; where the lease was not consumed the tree is as it was.</summary>
    public void Dispose()
    {
        Keys.Dispose();
        _staged?.Dispose();
    }
}
