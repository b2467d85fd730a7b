using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>What an account service says about itself at the end of a run.</summary>
/// <param name="Devices">The user's devices, in the order of enrolment.</param>
/// <param name="Waiting">Items in the mailboxes of these devices.</param>
/// <param name="Held">Group entries that wait for others.</param>
/// <param name="Groups">Groups that the user is a member of.</param>
/// <param name="OpenObligations">What is still to be done.</param>
/// <param name="UserEpoch">The user group's epoch; 0 where there is none.</param>
/// <param name="KeyPackages">KeyPackages in the store.</param>
/// <param name="Exhausted">How often the store was found empty.</param>
/// <param name="Refused">Mails refused because they break a rule.</param>
public sealed record UserReport(
    ValueList<string> Devices, ulong Waiting, ulong Held, ValueList<string> Groups, ulong OpenObligations, ulong UserEpoch, ulong KeyPackages, ulong Exhausted, ulong Refused) : ITlsStruct<UserReport>
{
    /// <inheritdoc/>
    public static UserReport Read(ref TlsReader reader) => new(
        reader.ReadTexts(), reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadTexts(), reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteTexts(Devices);
        writer.WriteUInt64(Waiting);
        writer.WriteUInt64(Held);
        writer.WriteTexts(Groups);
        writer.WriteUInt64(OpenObligations);
        writer.WriteUInt64(UserEpoch);
        writer.WriteUInt64(KeyPackages);
        writer.WriteUInt64(Exhausted);
        writer.WriteUInt64(Refused);
    }

    internal static UserReport Of(UserState state) => new(
        state.Siblings.Active.Select(device => device.Name).ToValueList(),
        (ulong)state.Siblings.Active.Sum(device => device.Waiting),
        (ulong)state.Groups.Values.Sum(group => group.Held),
        state.Groups.Values.Where(group => group.IsMember).Select(group => group.Group).ToValueList(),
        (ulong)state.Desk.Board.Open.Count,
        state.UserGroup?.Epoch ?? 0,
        (ulong)state.KeyPackages.Count,
        state.KeyPackages.Exhausted,
        state.Refused);
}
