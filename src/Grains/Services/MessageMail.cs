using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>Application messages and proposals of a group.</summary>
internal static class MessageMail
{
    /// <summary>Gives an application message or a proposal its place in the log.</summary>
    public static void Post(DeliveryState state, Turn turn, string device, OpaqueBytes octets)
    {
        if (state.Roster.AddressOf(device) is not { } from)
        {
            state.GiveUp(turn, ServiceRules.NotAMember);
            return;
        }

        switch (state.Service!.Post(state.Kit, turn.Now, octets, address => address == from))
        {
            case PostingResult.Application application:
                var entitled = state.Roster.AddressCount - (from == device ? 1 : 0);
                turn.Observe(new Observation.MessageAccepted(
                    state.Group, (long)application.Number, (long)application.Epoch, device, entitled, (long)state.Service.Epoch));
                Multicast(state, turn, Entry(state, application.Number, from, device, octets));
                break;
            case PostingResult.Proposal proposal:
                Multicast(state, turn, Entry(state, proposal.Number, from, device, octets));
                break;
            case PostingResult.Refused { Rule: ServiceRules.MessageTooOld }:
                state.GiveUp(turn, ServiceRules.MessageTooOld);
                break;
            case PostingResult.Refused refused:
                state.Refuse(turn, refused.Rule);
                break;
            default:
                break;
        }
    }

    private static void Multicast(DeliveryState state, Turn turn, UserMail.GroupEntry entry) => turn.ToUsers(state.Roster.Members, entry with { SentAt = (ulong)turn.SentAt, AcceptedAt = (ulong)turn.Now });

    private static UserMail.GroupEntry Entry(DeliveryState state, ulong number, string from, string device, OpaqueBytes octets) =>
        new(state.Group, number, from, device, octets, default, false, [], 0, state.Service!.Epoch);
}
