using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.Obligations;
using Mls.MultiDevice;

namespace Grains.Services;

/// <summary>KeyPackages come and go.</summary>
internal static class KeyPackageMail
{
    /// <summary>A shelf holds at most this many pools.</summary>
    private const uint MaxPools = 4;

    /// <summary>Requests that may wait for new KeyPackages.</summary>
    private const int MaxWaiting = 1024;

    /// <summary>A KeyPackage that expires within so many seconds, or a quarter of its life, is not handed out: its user needs time, too.</summary>
    private const ulong Margin = 3600;

    /// <summary>KeyPackages for the store; the notice reaches the siblings before anybody can use them.</summary>
    public static void Publish(UserState state, Turn turn, Sibling device, UserMail.Publish publish)
    {
        if ((publish.Address != state.User && publish.Address != device.Name) || device.IsLeaving || device.IsGone)
        {
            state.Refuse(turn, ServiceRules.WrongSender);
            return;
        }

        state.KeyPackages.Unask(device.Name);
        if (publish.Notice.Length == 0 || UserGroupMail.Post(state, turn, device, publish.Notice))
        {
            Store(state, turn, device, publish);
        }

        AnswerWaiting(state, turn);
    }

    /// <summary>Somebody wants to add this user, or one of its devices. While the store is being renewed the request waits.</summary>
    public static void Take(UserState state, Turn turn, UserMail.TakeKeyPackages take)
    {
        DropExpired(state, turn);
        if (state.KeyPackages.IsWithdrawn && state.Waiting.Count < MaxWaiting)
        {
            state.Waiting.Enqueue((take, turn.Operation));
        }
        else
        {
            Answer(state, turn, take);
        }

        AskForMore(state, turn);
    }

    /// <summary>Where a device was removed, which knows their keys, the KeyPackages are renewed at once. Where one was added the old ones stay (modes 5.1.8):
    /// the newcomer asks its siblings for what it cannot open; a setting replaces them even so.</summary>
    public static void Renew(UserState state, Turn turn, UserGroup userGroup, Sibling committer, SubmissionResult.Accepted accepted)
    {
        if (accepted.Removed.Count == 0 && (accepted.Added.Count == 0 || !state.Kit.Settings.RenewAfterAdd))
        {
            return;
        }

        var cause = ObligationCause.AddDevice;
        if (accepted.Removed.Count > 0)
        {
            cause = ObligationCause.RemoveDevice;
            userGroup.LastRemoval = userGroup.Epoch;
            state.KeyPackages.WithdrawAll();
            state.KeyPackages.AskForAll(committer.Name);
        }

        state.Desk.Raise(turn, new ObligationRequest(ObligationKind.PublishKeyPackages, cause, GroupName.UserGroup, string.Empty, userGroup.Epoch)
        {
            Committer = committer.Name,
            CommitterLeaf = userGroup.LeafOf(committer.Name) ?? 0,
        });
    }

    /// <summary>Asks a device that is connected to refill what runs low, once until it is done.</summary>
    public static void AskForMore(UserState state, Turn turn)
    {
        DropExpired(state, turn);
        var settings = state.Kit.Settings;
        var clients = state.KeyPackages.Clients;
        foreach (var (address, wanted) in state.KeyPackages.Low(settings.Share(settings.RefillBelow, clients), settings.Share(settings.KeyPackagePool, clients)).ToList())
        {
            if (state.Siblings.Active.FirstOrDefault(device => device.IsOnline && !device.IsLeaving && Address.Reaches(address, device.Name)) is { } owner)
            {
                state.KeyPackages.Ask(address, owner.Name);
                owner.Put(new DeviceItem.LowStock(wanted), turn.Operation);
            }
        }
    }

    private static void Store(UserState state, Turn turn, Sibling device, UserMail.Publish publish)
    {
        var subject = publish.Address == state.User ? string.Empty : device.Name;
        var settled = state.Desk.Board.OnPublished(subject, EpochOf(state, publish));
        if (settled.Any(one => one.Kind == ObligationKind.PublishKeyPackages) && subject.Length == 0)
        {
            state.KeyPackages.WithdrawAll();
        }

        state.Desk.Settle(turn, settled);
        foreach (var octets in publish.KeyPackages)
        {
            if (NotAfter(state, octets) is not { } notAfter)
            {
                state.Refuse(turn, ServiceRules.Malformed);
            }
            else if (!IsStale(state, octets))
            {
                state.KeyPackages.Put(new PublishedKeyPackage(device.Name, octets, publish.Address), notAfter, state.Kit.Settings.KeyPackagePool * MaxPools);
            }
        }
    }

    /// <summary>The user-group epoch that KeyPackages stand for: the one reported for their tag, or what their obligation wants.</summary>
    private static ulong EpochOf(UserState state, UserMail.Publish publish)
    {
        if (state.UserGroup is not { } userGroup)
        {
            return ulong.MaxValue;
        }

        if (publish.KeyPackages.Count > 0 && state.LeafTags.OfKeyPackage(publish.KeyPackages[0]) is { } tag && userGroup.EpochOf(tag) is { } epoch)
        {
            return epoch;
        }

        return state.Desk.Board.Find((long)(publish.Obligation & long.MaxValue)) is { Kind: ObligationKind.PublishKeyPackages } wanted ? wanted.WantedUserEpoch : 0;
    }

    /// <summary>Whether a removed device knows the KeyPackage's keys.</summary>
    private static bool IsStale(UserState state, OpaqueBytes octets) =>
        state.UserGroup is { LastRemoval: > 0 } userGroup
        && state.LeafTags.OfKeyPackage(octets) is { } tag
        && userGroup.EpochOf(tag) is { } epoch
        && epoch < userGroup.LastRemoval;

    private static void Answer(UserState state, Turn turn, UserMail.TakeKeyPackages take)
    {
        var services = state.Kit.At(turn.Now);
        var packages = state.KeyPackages.Take(take.Device, package =>
        {
            var leaf = Tls.Decode<KeyPackage>(package.KeyPackage).LeafNode;
            return leaf.Source is LeafNodeSource.KeyPackage source
                && source.Lifetime.Contains(services.Clock.GetUtcNow())
                && services.Authentication.IsValid(leaf.Credential, leaf.SignatureKey);
        });
        if (state.UserGroup is { } userGroup)
        {
            foreach (var package in packages)
            {
                if (state.LeafTags.OfKeyPackage(package.KeyPackage) is { } tag)
                {
                    userGroup.HandOut(Tls.Decode<KeyPackage>(package.KeyPackage).Ref(state.Kit.Crypto).ToString(), tag);
                }
            }
        }

        var item = new DeviceItem.KeyPackages(take.Request, state.User, packages);
        if (Address.UserOf(take.Requester) == state.User)
        {
            state.Siblings.Find(take.Requester)?.Put(item, turn.Operation);
        }
        else
        {
            turn.ToDevice(take.Requester, item);
        }
    }

    private static void AnswerWaiting(UserState state, Turn turn)
    {
        while (!state.KeyPackages.IsWithdrawn && state.Waiting.TryDequeue(out var waiting))
        {
            Answer(state, turn.For(waiting.Operation), waiting.Take);
        }

        AskForMore(state, turn);
    }

    private static void DropExpired(UserState state, Turn turn)
    {
        var now = (ulong)state.Kit.At(turn.Now).Clock.GetUtcNow().ToUnixTimeSeconds();
        state.KeyPackages.DropExpired(now + Math.Min(Margin, state.Kit.Settings.KeyPackageLifetimeSeconds / 4));
    }

    /// <summary>When a KeyPackage of this run expires; <see langword="null"/> where it is none.</summary>
    private static ulong? NotAfter(UserState state, OpaqueBytes octets)
    {
        try
        {
            return Tls.Decode<KeyPackage>(octets) is { LeafNode.Source: LeafNodeSource.KeyPackage source } package && package.CipherSuite == state.Kit.Settings.Suite
                ? source.Lifetime.NotAfter
                : null;
        }
        catch (MalformedException)
        {
            return null;
        }
    }
}
