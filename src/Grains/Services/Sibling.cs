using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>What the account service knows of one device of its user.</summary>
/// <param name="name">The device.</param>
internal sealed class Sibling(string name)
{
    private readonly Queue<(DeviceItem Item, Operation Operation)> _items = new();

    /// <summary>The device.</summary>
    public string Name { get; } = name;

    /// <summary>Place in the order of enrolment, from 1; 0 where it has not enrolled yet.</summary>
    public ulong Order { get; set; }

    /// <summary>Whether it belongs to the user: it gets what is for all devices, and may be asked to do things.</summary>
    public bool IsActive { get; set; }

    /// <summary>Whether it is being removed.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>Whether it does not belong to the user any more; it still gets what is in its mailbox.</summary>
    public bool IsGone { get; set; }

    /// <summary>How it asked to come in; <see langword="null"/> once it has, and for the first device.</summary>
    public Enrollment? Enrollment { get; set; }

    /// <summary>Whether its thief, in a run with an attack, hears what the device gets no longer.</summary>
    public bool IsOverheard { get; set; }

    /// <summary>Items that its thief has heard.</summary>
    public uint Overheard { get; set; }

    /// <summary>The items that wait.</summary>
    public IEnumerable<DeviceItem> Items => _items.Select(waiting => waiting.Item);

    /// <summary>Whether it is connected.</summary>
    public bool IsOnline { get; private set; }

    /// <summary>Whether it has connected again in this event; never from one event to the next.</summary>
    public bool IsBack { get; set; }

    /// <summary>The device's number of the mail that last told whether it is connected.</summary>
    public long PresenceSequence { get; private set; }

    /// <summary>Number of the next item of its mailbox.</summary>
    public ulong NextItem { get; private set; } = 1;

    /// <summary>Items not delivered yet.</summary>
    public int Waiting => _items.Count;

    /// <summary>The device connects or disconnects; what was overtaken by a later word is ignored.</summary>
    public bool Connect(bool isOnline, long sequence)
    {
        if (sequence <= PresenceSequence)
        {
            return false;
        }

        PresenceSequence = sequence;
        IsOnline = isOnline;
        return true;
    }

    /// <summary>Puts an item into the mailbox.</summary>
    public void Put(DeviceItem item, Operation operation) => _items.Enqueue((item, operation));

    /// <summary>Hands out everything: one delivery for each run of items of the same cause and column of the accounts.</summary>
    public IEnumerable<(MailboxDelivery Delivery, string Label, Operation Operation)> Empty()
    {
        var run = new List<DeviceItem>();
        while (_items.TryDequeue(out var first))
        {
            run.Clear();
            run.Add(first.Item);
            while (_items.TryPeek(out var next) && next.Operation == first.Operation && next.Item.Label == first.Item.Label)
            {
                run.Add(_items.Dequeue().Item);
            }

            var delivery = new MailboxDelivery(NextItem, run.ToValueList());
            NextItem += (ulong)run.Count;
            yield return (delivery, first.Item.Label, first.Operation);
        }
    }

    public void Write(TlsWriter writer)
    {
        writer.WriteText(Name);
        writer.WriteUInt64(Order);
        writer.WriteFlag(IsActive);
        writer.WriteFlag(IsLeaving);
        writer.WriteFlag(IsGone);
        writer.WriteFlag(IsOverheard);
        writer.WriteUInt32(Overheard);
        writer.WriteOptional(Enrollment);
        writer.WriteFlag(IsOnline);
        writer.WriteUInt64((ulong)PresenceSequence);
        writer.WriteUInt64(NextItem);
        writer.WriteAll(_items, waiting =>
        {
            waiting.Item.Write(writer);
            writer.WriteOperation(waiting.Operation);
        });
    }

    public static Sibling Read(ref TlsReader reader)
    {
        var sibling = new Sibling(reader.ReadText())
        {
            Order = reader.ReadUInt64(),
            IsActive = reader.ReadPresence(),
            IsLeaving = reader.ReadPresence(),
            IsGone = reader.ReadPresence(),
            IsOverheard = reader.ReadPresence(),
            Overheard = reader.ReadUInt32(),
            Enrollment = reader.ReadOptional<Enrollment>(),
            IsOnline = reader.ReadPresence(),
            PresenceSequence = unchecked((long)reader.ReadUInt64()),
            NextItem = reader.ReadUInt64(),
        };
        reader.VisitAll((ref TlsReader reader) =>
        {
            var item = DeviceItem.Read(ref reader);
            sibling._items.Enqueue((item, reader.ReadOperation()));
        });

        return sibling;
    }
}
