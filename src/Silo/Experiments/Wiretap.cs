using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;

namespace Silo.Experiments;

/// <summary>Everything public that was on the wire: what services accepted and handed out, in the order in which it was sent.</summary>
internal sealed class Wiretap
{
    private readonly List<(string User, DeviceItem Item)> _items;

    /// <summary>Nothing heard yet.</summary>
    public Wiretap()
        : this([])
    {
    }

    private Wiretap(List<(string User, DeviceItem Item)> items) => _items = items;

    /// <summary>Another one that has heard the same.</summary>
    public Wiretap Copy() => new([.. _items]);

    /// <summary>What there is for whoever attacks a user: all of the groups, and of user groups the user's own.</summary>
    public IEnumerable<DeviceItem> Around(string user) => _items.Where(one => one.User.Length == 0 || one.User == user).Select(one => one.Item);

    /// <summary>The entries of a group's log that were on the wire.</summary>
    public IEnumerable<DeviceItem.Entry> Log(string group) => _items.Select(one => one.Item).OfType<DeviceItem.Entry>().Where(entry => entry.Group == GroupName.Of(group)).DistinctBy(entry => entry.Number);

    /// <summary>Takes mail that was sent.</summary>
    public void Hear(IEnumerable<Posting> sent)
    {
        foreach (var letter in sent.Select(posting => (posting.Letter, To: posting.To.Actors[0])))
        {
            switch (letter.Letter.Kind)
            {
                case MailKinds.Mailbox:
                    Hear(UserOf(letter.To), Tls.Decode<MailboxDelivery>(letter.Letter.Body.Span).Items);
                    break;
                case MailKinds.User:
                    Hear(letter.To.Name, Tls.Decode<UserMail>(letter.Letter.Body.Span));
                    break;
                case MailKinds.Group when Tls.Decode<GroupMail>(letter.Letter.Body.Span) is GroupMail.Create create:
                    Add(string.Empty, new DeviceItem.Created(letter.To.Name, create.GroupInfo));
                    break;
                default:
                    break;
            }
        }
    }

    private void Hear(string user, UserMail mail)
    {
        switch (mail)
        {
            case UserMail.FoundUserGroup found:
                Add(user, new DeviceItem.Created("user:" + user, found.GroupInfo));
                break;
            case UserMail.GroupEntry entry:
                if (!entry.Octets.IsEmpty)
                {
                    Add(string.Empty, new DeviceItem.Entry(GroupName.Of(entry.Group), entry.Number, entry.FromDevice, entry.Octets));
                }

                if (!entry.Welcome.IsEmpty)
                {
                    Add(string.Empty, new DeviceItem.Welcomed(GroupName.Of(entry.Group), entry.Number, entry.Epoch, entry.Welcome));
                }

                break;
            case UserMail.Forward forward:
                Hear(user, [forward.Item]);
                break;
            default:
                break;
        }
    }

    private void Hear(string user, IEnumerable<DeviceItem> items)
    {
        foreach (var item in items)
        {
            var group = item switch
            {
                DeviceItem.Entry entry => entry.Group,
                DeviceItem.Welcomed welcomed => welcomed.Group,
                DeviceItem.PublicState state => state.Group,
                DeviceItem.Created created => GroupName.Of(created.Group),
                _ => null,
            };
            if (group is not null)
            {
                Add(group is GroupName.OfUser ? user : string.Empty, item);
            }
        }
    }

    private void Add(string user, DeviceItem item) => _items.Add((user, item));

    private static string UserOf(ActorId device) => device.Name[..device.Name.IndexOf('/', StringComparison.Ordinal)];
}
