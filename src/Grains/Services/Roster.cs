using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>Who gets a group's entries: delivery addresses by user, past members included.</summary>
internal sealed class Roster
{
    private readonly SortedDictionary<string, UserRoster> _users = new(StringComparer.Ordinal);
    private Recipients? _members;

    /// <summary>The account services of all members; the same object while the members do not change.</summary>
    public Recipients Members => _members ??= Recipients.Many(MemberNames().Select(ActorId.User));

    /// <summary>Delivery addresses of all members.</summary>
    public int AddressCount { get; private set; }

    /// <summary>The user's addresses; <see langword="null"/> for somebody who was never a member.</summary>
    public UserRoster? Find(string user) => _users.GetValueOrDefault(user);

    /// <summary>The delivery address that reaches the device; <see langword="null"/> where it is not a member.</summary>
    public string? AddressOf(string device)
    {
        foreach (var address in Find(Address.UserOf(device))?.Addresses ?? [])
        {
            if (Address.Reaches(address, device))
            {
                return address;
            }
        }

        return null;
    }

    /// <summary>Members in order.</summary>
    public IEnumerable<string> MemberNames() => _users.Where(user => user.Value.IsMember).Select(user => user.Key);

    /// <summary>All members but some.</summary>
    public Recipients MembersBut(IReadOnlyCollection<string> users) =>
        users.Count == 0 ? Members : Recipients.Many(Members.Actors.Where(actor => !users.Contains(actor.Name)));

    /// <summary>Puts addresses in and takes addresses out.</summary>
    /// <returns>The users whose addresses have changed, in order, with their roster before.</returns>
    public SortedDictionary<string, UserRoster?> Change(IEnumerable<string> added, IEnumerable<string> removed, ulong number)
    {
        var after = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var address in removed)
        {
            SetOf(after, address).Remove(address);
        }

        foreach (var address in added)
        {
            SetOf(after, address).Add(address);
        }

        var changed = new SortedDictionary<string, UserRoster?>(StringComparer.Ordinal);
        foreach (var (user, addresses) in after)
        {
            var before = Find(user);
            var now = addresses.ToValueList();
            if (now.Equals(before?.Addresses ?? []))
            {
                continue;
            }

            changed.Add(user, before);
            _users[user] = new UserRoster(now, number);
            AddressCount += now.Count - (before?.Addresses.Count ?? 0);
            if ((before?.IsMember ?? false) != now.Count > 0)
            {
                _members = null;
            }
        }

        return changed;
    }

    public void Write(TlsWriter writer) => writer.WriteAll(_users, user =>
    {
        writer.WriteText(user.Key);
        writer.WriteTexts(user.Value.Addresses);
        writer.WriteUInt64(user.Value.Number);
    });

    public static Roster Read(ref TlsReader reader)
    {
        var roster = new Roster();
        reader.VisitAll((ref TlsReader reader) =>
        {
            var user = reader.ReadText();
            var entry = new UserRoster(reader.ReadTexts(), reader.ReadUInt64());
            roster._users.Add(user, entry);
            roster.AddressCount += entry.Addresses.Count;
        });

        return roster;
    }

    private SortedSet<string> SetOf(SortedDictionary<string, SortedSet<string>> sets, string address)
    {
        var user = Address.UserOf(address);
        if (!sets.TryGetValue(user, out var set))
        {
            sets[user] = set = new SortedSet<string>(Find(user)?.Addresses ?? [], StringComparer.Ordinal);
        }

        return set;
    }
}
