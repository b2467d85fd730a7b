namespace Silo.Experiments;

/// <summary>An application message that a group has accepted.</summary>
/// <param name="Group">The group.</param>
/// <param name="Number">Its number in the group's log.</param>
/// <param name="Epoch">The epoch that it belongs to.</param>
/// <param name="At">Virtual milliseconds at which it was accepted.</param>
internal sealed record SentMessage(string Group, ulong Number, long Epoch, long At);
