using Mls.Core.Framing;

namespace Mls.Core.Groups;

/// <summary>A group that goes on from another, in its epoch 1 with all its members.</summary>
/// <param name="Group">The founder's view.</param>
/// <param name="Commit">The Commit that led into epoch 1: nobody else was there to follow it.</param>
/// <param name="Welcome">The Welcome of all others; <see langword="null"/> where there are none.</param>
public sealed record FoundedGroup(Group Group, MlsMessage Commit, Welcome? Welcome);
