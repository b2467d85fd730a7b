using Mls.Core.Groups;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.MultiDevice.Devices;

/// <summary>What a sibling needs to enter an epoch that a Commit of the shared leaf started. Owns its secrets.</summary>
public sealed class LetIn(ulong epoch, JoinerSecret joiner, PskSecret psk) : IDisposable
{
    /// <summary>The epoch.</summary>
    public ulong Epoch { get; } = epoch;

    /// <summary>Its joiner secret.</summary>
    public JoinerSecret Joiner { get; } = joiner;

    /// <summary>Its PSK secret.</summary>
    public PskSecret Psk { get; } = psk;

    /// <summary>A copy of what a processed Commit holds.</summary>
    public static LetIn Of(StagedCommit staged) => new(
        staged.Transition.After.Epoch.Value,
        JoinerSecret.From(staged.JoinerSecret!.Expose()),
        PskSecret.From(staged.PskSecret!.Expose()));

    /// <summary>Restores what <see cref="Write"/> wrote.</summary>
    public static LetIn Read(ref TlsReader reader) =>
        new(reader.ReadUInt64(), JoinerSecret.From(reader.ReadOpaqueSpan()), PskSecret.From(reader.ReadOpaqueSpan()));

    /// <summary>For snapshots and for the sibling.</summary>
    public void Write(TlsWriter writer)
    {
        writer.WriteUInt64(Epoch);
        writer.WriteOpaque(Joiner.Expose());
        writer.WriteOpaque(Psk.Expose());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Joiner.Dispose();
        Psk.Dispose();
    }
}
