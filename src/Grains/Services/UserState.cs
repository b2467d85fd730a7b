using Grains.Interfaces.Contracts;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice;

namespace Grains.Services;

/// <summary>Everything an account service holds.</summary>
internal sealed class UserState
{
    /// <summary>An account that nobody has heard of yet.</summary>
    /// <param name="kit">What the silo's services share.</param>
    /// <param name="user">The user.</param>
    public UserState(ServiceKit kit, string user)
    {
        Counted = new CountedKit(kit);
        User = user;
        Desk = new ObligationDesk(this);
        LeafTags = new LeafTags(kit);
    }

    /// <summary>What the silo's services share.</summary>
    public ServiceKit Kit => Counted.Kit;

    /// <summary>The same, with an account of what is fetched from the directory.</summary>
    public CountedKit Counted { get; }

    /// <summary>The user.</summary>
    public string User { get; }

    /// <summary>How the outside knows the user group.</summary>
    public string UserGroupName => "user:" + User;

    /// <summary>Its devices.</summary>
    public Siblings Siblings { get; set; } = new();

    /// <summary>Its KeyPackages.</summary>
    public KeyPackageStore KeyPackages { get; set; } = new();

    /// <summary>Its groups, former ones included.</summary>
    public SortedDictionary<string, Subscription> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>The user group; <see langword="null"/> where none has been founded.</summary>
    public UserGroup? UserGroup { get; set; }

    /// <summary>Epochs by their tags, reported before the news that there is a user group.</summary>
    public SortedDictionary<ulong, ulong> EarlyTags { get; } = [];

    /// <summary>Reads what leaves say of user-group epochs.</summary>
    public LeafTags LeafTags { get; }

    /// <summary>What somebody must do.</summary>
    public ObligationDesk Desk { get; set; }

    /// <summary>Requests for KeyPackages that wait for new ones.</summary>
    public Queue<(UserMail.TakeKeyPackages Take, Operation Operation)> Waiting { get; } = new();

    /// <summary>Mails refused because they break a rule.</summary>
    public ulong Refused { get; set; }

    /// <summary>The user's place in a group.</summary>
    public Subscription Group(string name)
    {
        if (!Groups.TryGetValue(name, out var subscription))
        {
            Groups[name] = subscription = new Subscription(name);
        }

        return subscription;
    }

    /// <summary>Devices that a group's entries go to, in the order of enrolment.</summary>
    public IEnumerable<Sibling> Reached(Subscription subscription) => Siblings.Active.Where(device => subscription.Reaches(device.Name));

    /// <summary>Counts a mail that breaks a rule.</summary>
    public void Refuse(Turn turn, string rule)
    {
        Refused++;
        turn.Observe(new Observation.HostileRefused(rule));
    }

    /// <summary>Tells one of the user's devices that what it sent breaks a rule.</summary>
    public void RefuseTo(Turn turn, Sibling device, GroupName group, ulong epoch, string rule)
    {
        Refuse(turn, rule);
        device.Put(new DeviceItem.Refused(group, epoch, rule), turn.Operation);
    }
}
