using Mls.Core.Groups;
using Mls.Core.Proposals;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>What following the user group means for the groups, and following a sibling's Commit for this device.</summary>
internal static class Receive
{
    public static void Applying(TreeRootMode mode, Membership membership, StagedCommit staged)
    {
        if (membership.Name.Length == 0)
        {
            var proposals = staged.Transition.Provisional.Proposals.All;
            mode.State.IsRemoving = proposals.Any(item => item.Proposal is Proposal.Remove);
            mode.State.Newcomers += (uint)proposals.Count(item => item.Proposal is Proposal.Add);
        }
        else if (mode.State.Newcomers > 0 && staged.Transition.Path is { } path && path.Committer == (staged.Next?.OwnLeaf ?? default) && staged.JoinerSecret is not null)
        {
            membership.Keep(LetIn.Of(staged));
        }
    }

    public static void Applied(TreeRootMode mode, Step step, Membership membership)
    {
        if (membership.Name.Length > 0)
        {
            if (mode.State.LetIns.Remove(membership.Name, out var unused))
            {
                unused.Dispose();
            }

            return;
        }

        var epoch = UserEpoch.Of(mode.Device.Crypto, membership.Group.State);
        mode.State.Epochs.Add(epoch, mode.State.IsRemoving);
        mode.State.IsRemoving = false;
        step.Tell(mode.Device.User, new UserMail.ReachedEpoch(epoch.Epoch.Value, epoch.Tag));
    }

    public static void FromSibling(TreeRootMode mode, Step step, OpaqueBytes data)
    {
        try
        {
            using var message = Tls.Decode<UgApplicationMessage>(data);
            switch (message)
            {
                case UgApplicationMessage.Notice notice:
                    KeyPackageBatch.Follow(mode, notice.KeyPackages);
                    break;
                case UgApplicationMessage.Welcome welcome:
                    Onboarding.Follow(mode, step, welcome.Secrets);
                    break;
                default:
                    break;
            }
        }
        catch (MalformedException)
        {
            step.See(new DeviceFact.Refused("malformed"));
        }
    }
}
