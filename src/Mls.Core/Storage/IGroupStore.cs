using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>Where one client keeps one group: a map from short keys to octets that changes by whole deltas. One object per group; <see cref="StoredGroup"/> makes one call at a time.</summary>
/// <remarks>Values hold secrets: whoever stores them protects them, and lets nothing of a deleted or replaced value remain.</remarks>
public interface IGroupStore
{
    /// <summary>Makes all changes of <paramref name="delta"/> or none, durably, before it completes.</summary>
    /// <param name="delta">The changes; lent until the call completes, its values are cleared afterwards.</param>
    /// <param name="cancellationToken">Asks to give up; whoever gives up throws.</param>
    Task CommitAsync(GroupDelta delta, CancellationToken cancellationToken);

    /// <summary>Everything stored, by key; empty where nothing is.</summary>
    /// <param name="cancellationToken">Asks to give up; whoever gives up throws.</param>
    /// <returns>Fresh arrays, which the caller owns and clears.</returns>
    /// <exception cref="MalformedException">What is stored is damaged.</exception>
    Task<IReadOnlyDictionary<OpaqueBytes, byte[]>> LoadAsync(CancellationToken cancellationToken);
}
