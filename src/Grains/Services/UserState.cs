using Grains.Interfaces.Contracts;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>Everything an account service holds.</summary>
/// <param name="kit">What the silo's services share.</param>
/// <param name="user">The user.</param>
internal sealed class UserState(ServiceKit kit, string user)
{
    /// <summary>What the silo's services share.</summary>
    public ServiceKit Kit { get; } = kit;

    /// <summary>The user.</summary>
    public string User { get; } = user;

    /// <summary>Its devices.</summary>
    public Siblings Siblings { get; set; } = new();

    /// <summary>Its KeyPackages.</summary>
    public KeyPackageStore KeyPackages { get; set; } = new();

    /// <summary>Its groups, former ones included.</summary>
    public SortedDictionary<string, Subscription> Groups { get; } = new(StringComparer.Ordinal);

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
    public void RefuseTo(Turn turn, Sibling device, string group, ulong epoch, string rule)
    {
        Refuse(turn, rule);
        device.Put(new DeviceItem.Refused(group, epoch, rule), turn.Operation);
    }
}
