using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.KeyPackages;
using Mls.MultiDevice.Devices;

namespace Mls.MultiDevice.MultiClient;

/// <summary>A device receives as the RFC says; a Welcome names one of its own KeyPackages, which is used up by it.</summary>
internal static class Receive
{
    public static JoinKeys? FindJoinKeys(HeldJoinKeys held, Welcome welcome) => held.Take(WelcomeReceiver.NewMembers(welcome));
}
