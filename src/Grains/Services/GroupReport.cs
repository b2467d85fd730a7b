using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>What a delivery service says about itself at the end of a run.</summary>
/// <param name="Epoch">The present epoch.</param>
/// <param name="Number">Number of the last entry of the log.</param>
/// <param name="Addresses">Delivery addresses of the members.</param>
/// <param name="OpenRequests">GroupInfo requests not answered.</param>
/// <param name="Refused">Mails refused because they break a rule.</param>
/// <param name="Unprocessable">Reports that an accepted Commit cannot be processed.</param>
public sealed record GroupReport(ulong Epoch, ulong Number, ValueList<string> Addresses, uint OpenRequests, ulong Refused, ulong Unprocessable) : ITlsStruct<GroupReport>
{
    /// <summary>The report of a delivery service.</summary>
    internal static GroupReport Of(DeliveryState state) => new(
        state.Service?.Epoch ?? 0,
        state.Service?.Number ?? 0,
        state.Roster.MemberNames().SelectMany(user => state.Roster.Find(user)!.Addresses).ToValueList(),
        (uint)state.Requests.Count,
        state.Refused,
        state.Unprocessable);

    /// <inheritdoc/>
    public static GroupReport Read(ref TlsReader reader) =>
        new(reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadTexts(), reader.ReadUInt32(), reader.ReadUInt64(), reader.ReadUInt64());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteUInt64(Epoch);
        writer.WriteUInt64(Number);
        writer.WriteTexts(Addresses);
        writer.WriteUInt32(OpenRequests);
        writer.WriteUInt64(Refused);
        writer.WriteUInt64(Unprocessable);
    }
}
