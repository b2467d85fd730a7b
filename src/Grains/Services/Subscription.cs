using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>A user's place in one group: which of its devices get the entries, and the order of these although mail overtakes.</summary>
/// <param name="group">The group.</param>
internal sealed class Subscription(string group)
{
    private readonly SortedDictionary<ulong, (UserMail.GroupEntry Entry, Operation Operation)> _held = [];

    /// <summary>The group.</summary>
    public string Group { get; } = group;

    /// <summary>The user's delivery addresses; none where it is not a member.</summary>
    public ValueList<string> Addresses { get; private set; } = [];

    /// <summary>The group's epoch after the last entry applied.</summary>
    public ulong Epoch { get; private set; }

    /// <summary>How often the user has become a member.</summary>
    public ulong Memberships { get; private set; }

    /// <summary>Number of the last entry applied.</summary>
    public ulong Number { get; private set; }

    /// <summary>Number of the last entry that changed the addresses.</summary>
    public ulong RosterNumber { get; private set; }

    /// <summary>Entries that have overtaken others.</summary>
    public int Held => _held.Count;

    /// <summary>By device: epoch 0 of the group as it has created it in the user's name, until the group's first entry tells that it is there.</summary>
    public SortedDictionary<string, OpaqueBytes> Foundings { get; } = new(StringComparer.Ordinal);

    /// <summary>Changes of the user's leaf whose user-group epoch is not known yet, in order.</summary>
    public Queue<LeafChange> Leaves { get; } = new();

    /// <summary>The user-group epoch that the user's leaf stands for; <see langword="null"/> where it is not known.</summary>
    public ulong? LeafEpoch { get; set; }

    /// <summary>Whether any device of the user is a member.</summary>
    public bool IsMember => Addresses.Count > 0;

    /// <summary>Whether a device gets the group's entries.</summary>
    public bool Reaches(string device)
    {
        foreach (var address in Addresses)
        {
            if (Address.Reaches(address, device))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes an entry in; entries come out by <see cref="Next"/> in their order.</summary>
    public void Offer(UserMail.GroupEntry entry, Operation operation)
    {
        if (!IsMember || entry.Number > Number)
        {
            _held.TryAdd(entry.Number, (entry, operation));
        }
    }

    /// <summary>The next entry in order, where it has arrived; apply it before asking again.</summary>
    /// <remarks>Within a membership numbers have no gaps; a membership begins with the entry that follows on the last roster that this user knows of.</remarks>
    public (UserMail.GroupEntry Entry, Operation Operation)? Next()
    {
        if (IsMember)
        {
            return _held.Remove(Number + 1, out var next) ? next : null;
        }

        foreach (var (number, held) in _held)
        {
            if (held.Entry.ChangesRoster && held.Entry.PreviousRosterNumber == RosterNumber && (number > RosterNumber || Memberships == 0))
            {
                foreach (var passed in _held.Keys.TakeWhile(candidate => candidate <= number).ToList())
                {
                    _held.Remove(passed);
                }

                return held;
            }
        }

        return null;
    }

    /// <summary>Goes on to the state after <paramref name="entry"/>.</summary>
    public void Apply(UserMail.GroupEntry entry)
    {
        Number = entry.Number;
        Epoch = entry.Epoch;
        if (!entry.ChangesRoster)
        {
            return;
        }

        Memberships += !IsMember && entry.Roster.Count > 0 ? 1UL : 0;
        Addresses = entry.Roster;
        RosterNumber = entry.Number;
    }

    public void Write(TlsWriter writer)
    {
        writer.WriteText(Group);
        writer.WriteTexts(Addresses);
        writer.WriteUInt64(Epoch);
        writer.WriteUInt64(Memberships);
        writer.WriteUInt64(Number);
        writer.WriteUInt64(RosterNumber);
        writer.WriteFlag(LeafEpoch is not null);
        writer.WriteUInt64(LeafEpoch ?? 0);
        writer.WriteAll(Leaves, leaf => leaf.Write(writer));
        writer.WriteAll(Foundings, founding =>
        {
            writer.WriteText(founding.Key);
            writer.WriteOpaque(founding.Value);
        });
        writer.WriteAll(_held.Values, held =>
        {
            held.Entry.Write(writer);
            writer.WriteOperation(held.Operation);
        });
    }

    public static Subscription Read(ref TlsReader reader)
    {
        var subscription = new Subscription(reader.ReadText())
        {
            Addresses = reader.ReadTexts(),
            Epoch = reader.ReadUInt64(),
            Memberships = reader.ReadUInt64(),
            Number = reader.ReadUInt64(),
            RosterNumber = reader.ReadUInt64(),
        };
        var isKnown = reader.ReadPresence();
        var leafEpoch = reader.ReadUInt64();
        subscription.LeafEpoch = isKnown ? leafEpoch : null;
        reader.VisitAll((ref TlsReader reader) =>
        {
            subscription.Leaves.Enqueue(LeafChange.Read(ref reader));
        });

        reader.VisitAll((ref TlsReader reader) =>
        {
            subscription.Foundings.Add(reader.ReadText(), reader.ReadOpaque());
        });

        reader.VisitAll((ref TlsReader reader) =>
        {
            if (UserMail.Read(ref reader) is not UserMail.GroupEntry entry)
            {
                throw reader.Malformed("a mail that is no GroupEntry");
            }

            subscription._held.Add(entry.Number, (entry, reader.ReadOperation()));
        });

        return subscription;
    }
}
