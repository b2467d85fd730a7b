using Grains.Interfaces.Contracts;
using Mls.Core.Violations;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>A group comes into being.</summary>
internal static class CreationMail
{
    /// <summary>Founds the group, and takes the Commit that adds its first members.</summary>
    public static void Create(DeliveryState state, Turn turn, ActorId sender, GroupMail.Create create)
    {
        if (!Address.Speaks(sender, create.CreatorDevice) || !Address.Reaches(create.CreatorAddress, create.CreatorDevice))
        {
            state.Refuse(turn, ServiceRules.WrongSender);
            return;
        }

        try
        {
            if (state.Service is not null)
            {
                state.RefuseTo(turn, create.CreatorDevice, ServiceRules.GroupExists);
                return;
            }

            var founded = DeliveryService.Found(state.Kit, turn.Now, create.GroupInfo, create.CreatorAddress);
            if (state.Kit.Rules?.Broken(founded.Current.Tree, null, null, turn.Now) is { } rule)
            {
                state.RefuseTo(turn, create.CreatorDevice, rule);
                return;
            }

            state.Service = founded;
        }
        catch (MalformedException)
        {
            state.RefuseTo(turn, create.CreatorDevice, ServiceRules.Malformed);
            return;
        }
        catch (ProtocolViolationException violation)
        {
            state.RefuseTo(turn, create.CreatorDevice, violation.Violation.Id);
            return;
        }

        turn.Observe(new Observation.RosterChanged(state.Group, 0, create.CreatorAddress, string.Empty));
        var isCommitted = create.Submission.Commit.Length > 0
            && CommitMail.Submit(state, turn, sender, new GroupMail.Submit(create.Submission, create.CreatorDevice, sender.Kind == ActorKind.User ? sender.Name : string.Empty), create.CreatorAddress);
        if (!isCommitted)
        {
            TellCreator(state, turn, create);
        }
    }

    /// <summary>A creator who stays alone hears of its address by entry 0, which opens its chain of rosters; otherwise the first Commit does that.</summary>
    private static void TellCreator(DeliveryState state, Turn turn, GroupMail.Create create)
    {
        state.Roster.Change([create.CreatorAddress], [], 0);
        turn.ToUser(
            Address.UserOf(create.CreatorAddress),
            new UserMail.GroupEntry(state.Group, 0, create.CreatorAddress, create.CreatorDevice, default, default, true, [create.CreatorAddress], 0, 0) { SentAt = (ulong)turn.SentAt, AcceptedAt = (ulong)turn.Now });
    }
}
