using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice;

/// <summary>Whose state is stolen in the run when it is removed, and how much the thief tries.</summary>
/// <param name="Devices">The devices.</param>
/// <param name="Entries">Entries of logs, Welcomes among them, that each thief hears; those that come later it does not.</param>
public sealed record AttackSettings(ValueList<string> Devices, uint Entries) : ITlsStruct<AttackSettings>
{
    /// <summary>Nobody is robbed.</summary>
    public static AttackSettings None { get; } = new([], 0);

    /// <inheritdoc/>
    public static AttackSettings Read(ref TlsReader reader) => new(reader.ReadTexts(), reader.ReadUInt32());

    /// <summary>Whether a device is robbed.</summary>
    public bool Includes(string device) => Devices.Contains(device, StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteTexts(Devices);
        writer.WriteUInt32(Entries);
    }
}
