using Mls.Core.Framing;
using Mls.Core.Groups;

namespace Mls.Core.Storage;

/// <summary>A stored group that goes on from another, in its epoch 1 with all its members.</summary>
/// <param name="Group">The founder's view, stored.</param>
/// <param name="Commit">The Commit that led into epoch 1: nobody else was there to follow it.</param>
/// <param name="Welcome">The Welcome of all others, to be sent now; <see langword="null"/> where there are none.</param>
public sealed record StoredFounding(StoredGroup Group, MlsMessage Commit, Welcome? Welcome)
{
    /// <summary>Stores what has been founded. Where the store fails, the group is gone, and nobody has been welcomed to it.</summary>
    internal static async Task<StoredFounding> StoreAsync(FoundedGroup founded, IGroupStore store, CancellationToken cancellationToken) =>
        new(await StoreAsync(founded.Group, store, cancellationToken), founded.Commit, founded.Welcome);

    /// <summary>Stores a group that has just begun, or clears it where the store fails.</summary>
    internal static async Task<StoredGroup> StoreAsync(Group group, IGroupStore store, CancellationToken cancellationToken)
    {
        try
        {
            return await StoredGroup.CreateAsync(group, store, cancellationToken);
        }
        catch
        {
            group.Dispose();
            throw;
        }
    }
}
