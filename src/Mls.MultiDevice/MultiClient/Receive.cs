using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.KeyPackages;

namespace Mls.MultiDevice.MultiClient;

/// <summary>A device receives as the RFC says; a Welcome names one of its own KeyPackages, which is used up by it.</summary>
internal static class Receive
{
    public static JoinKeys? FindJoinKeys(SortedDictionary<string, JoinKeys> held, Welcome welcome)
    {
        foreach (var reference in WelcomeReceiver.NewMembers(welcome))
        {
            if (held.Remove(reference.ToString(), out var keys))
            {
                return keys;
            }
        }

        return null;
    }
}
