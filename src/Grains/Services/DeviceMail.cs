using Grains.Interfaces.Contracts;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.Obligations;
using Mls.MultiDevice;

namespace Grains.Services;

/// <summary>Devices come, connect, disconnect and go.</summary>
internal static class DeviceMail
{
    /// <summary>A device of the user exists. Whoever enrols is connected. The first one belongs to the user at once; a further one needs a sponsor.</summary>
    public static void Enroll(UserState state, Turn turn, Sibling device, long sequence, UserMail.Enroll enroll)
    {
        if (device.Order != 0 || device.IsGone)
        {
            state.Refuse(turn, ServiceRules.UnexpectedMail);
            return;
        }

        var sponsor = SponsorOf(state, enroll.Sponsor);
        if (sponsor is null != (enroll.Sponsor.Length == 0) || (sponsor is null && state.Siblings.Active.Any()))
        {
            state.RefuseTo(turn, device, GroupName.UserGroup, 0, ServiceRules.UnexpectedMail);
            return;
        }

        state.Siblings.Enroll(device.Name);
        Presence(state, turn, device, sequence, isOnline: true);
        if (sponsor is null)
        {
            device.IsActive = true;
            return;
        }

        device.Enrollment = new Enrollment(sponsor.Name, enroll.SignatureKey, enroll.KeyPackage, []);
        Introduce(state, device.Name, sponsor, turn.Operation);
        if (state.UserGroup is { } userGroup)
        {
            var request = new ObligationRequest(ObligationKind.AddDevice, ObligationCause.AddDevice, GroupName.UserGroup, device.Name, 0);
            state.Desk.Raise(turn, request with { Committer = sponsor.Name, CommitterLeaf = userGroup.LeafOf(sponsor.Name) ?? 0 });
            return;
        }

        device.IsActive = true;
        foreach (var subscription in state.Groups.Values)
        {
            Rosters.Check(state, turn, subscription);
        }
    }

    /// <summary>A device connects or disconnects.</summary>
    public static void Presence(UserState state, Turn turn, Sibling device, long sequence, bool isOnline)
    {
        if (!device.Connect(isOnline, sequence))
        {
            return;
        }

        if (isOnline)
        {
            state.Desk.Wake();
        }
        else
        {
            state.KeyPackages.Unask(device.Name);
            state.Desk.Move(turn, state.Desk.Board.OnAway(turn.Now, device.Name, state.Desk.Candidates()));
        }

        KeyPackageMail.AskForMore(state, turn);
    }

    /// <summary>Tells a sibling how a new device asked to come in, once.</summary>
    public static void Introduce(UserState state, string newcomer, Sibling sibling, Operation operation)
    {
        if (state.Siblings.Find(newcomer) is { Enrollment: { } enrollment } device && !enrollment.Told.Contains(sibling.Name, StringComparer.Ordinal))
        {
            device.Enrollment = enrollment with { Told = [.. enrollment.Told, sibling.Name] };
            sibling.Put(new DeviceItem.Enrolled(newcomer, enrollment.SignatureKey, enrollment.KeyPackage), operation);
        }
    }

    /// <summary>Signs out devices that are on their way out and in no group any more, the user group included.</summary>
    public static void LetGo(UserState state, Turn turn)
    {
        foreach (var device in state.Siblings.Active.Where(device => device.IsLeaving).ToList())
        {
            if (state.UserGroup?.LeafOf(device.Name) is null && !state.Groups.Values.Any(group => group.Reaches(device.Name)))
            {
                SignedOut(state, turn, device);
            }
        }
    }

    /// <summary>The device does not belong to the user any more.</summary>
    public static void SignedOut(UserState state, Turn turn, Sibling device)
    {
        Overhearing.Begin(state, turn, device);
        device.Put(new DeviceItem.SignedOut(), turn.Operation);
        device.IsActive = false;
        device.IsLeaving = false;
        device.IsGone = true;
        state.KeyPackages.Withdraw(device.Name);
        state.KeyPackages.Unask(device.Name);
    }

    /// <summary>The sibling that is named where it can act, otherwise another one, connected ones first.</summary>
    private static Sibling? SponsorOf(UserState state, string named)
    {
        if (named.Length == 0)
        {
            return null;
        }

        var staying = state.Siblings.Active.Where(device => !device.IsLeaving).ToList();
        return staying.Find(device => device.Name == named) ?? staying.Find(device => device.IsOnline) ?? staying.FirstOrDefault();
    }
}
