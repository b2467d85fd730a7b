using Mls.Core.Framing;

namespace Mls.Core.Storage;

/// <summary>A stored group that goes on from another, in its epoch 1 with all its members.</summary>
/// <param name="Group">The founder's view, stored.</param>
/// <param name="Commit">The Commit that led into epoch 1: nobody else was there to follow it.</param>
/// <param name="Welcome">The Welcome of all others, to be sent now; <see langword="null"/> where there are none.</param>
public sealed record StoredFounding(StoredGroup Group, MlsMessage Commit, Welcome? Welcome);
