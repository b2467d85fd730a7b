using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>Devices that need a GroupInfo, and who has been asked for it: the most recent committers first, one after the other.</summary>
internal sealed class GroupInfoRequests
{
    /// <summary>Rounds over all members before a request is given up.</summary>
    public const uint MaxRounds = 3;

    private const string TimerPrefix = "group-info ";

    private readonly SortedDictionary<string, Request> _open = new(StringComparer.Ordinal);
    private readonly List<string> _committers = [];

    /// <summary>Requests not answered yet.</summary>
    public int Count => _open.Count;

    /// <summary>Remembers who committed last.</summary>
    public void Committed(string user)
    {
        _committers.Remove(user);
        _committers.Insert(0, user);
    }

    /// <summary>Forgets users that are not members any more.</summary>
    public void Left(string user) => _committers.Remove(user);

    /// <summary>Whether <paramref name="key"/> is a timer of a request; then whose.</summary>
    public static string? RequesterOf(string key) => key.StartsWith(TimerPrefix, StringComparison.Ordinal) ? key[TimerPrefix.Length..] : null;

    /// <summary>A device asks; asking again starts anew.</summary>
    public void Open(Turn turn, string device) => _open[device] = new Request(turn.Operation);

    /// <summary>Who caused the request; <see langword="null"/> where none is open.</summary>
    public Operation? Find(string device) => _open.GetValueOrDefault(device)?.Operation;

    /// <summary>The next one to ask for <paramref name="device"/>; <see langword="null"/> where all have been asked often enough, and then the request is closed.</summary>
    public string? Next(string device, Roster roster)
    {
        if (!_open.TryGetValue(device, out var request))
        {
            return null;
        }

        while (request.Rounds < MaxRounds)
        {
            var own = Address.UserOf(device);
            var candidates = _committers.Concat(roster.MemberNames()).Where(user => user != own).Append(own);
            if (candidates.FirstOrDefault(user => !request.Asked.Contains(user) && (roster.Find(user)?.IsMember ?? false)) is { } next)
            {
                request.Asked.Add(next);
                return next;
            }

            request.Asked.Clear();
            request.Rounds++;
        }

        _open.Remove(device);
        return null;
    }

    /// <summary>Asks somebody and sets the clock on the answer.</summary>
    public static void Ask(Turn turn, string group, string user, string device, long patience)
    {
        turn.ToUser(user, new UserMail.AskGroupInfo(group, device));
        turn.SetTimer(TimerPrefix + device, turn.Now + patience);
    }

    /// <summary>The request has been answered.</summary>
    public void Close(Turn turn, string device)
    {
        _open.Remove(device);
        turn.CancelTimer(TimerPrefix + device);
    }

    public void Write(TlsWriter writer)
    {
        writer.WriteTexts(_committers.ToValueList());
        writer.WriteAll(_open, open =>
        {
            writer.WriteText(open.Key);
            writer.WriteOperation(open.Value.Operation);
            writer.WriteUInt32(open.Value.Rounds);
            writer.WriteTexts(open.Value.Asked.ToValueList());
        });
    }

    public static GroupInfoRequests Read(ref TlsReader reader)
    {
        var requests = new GroupInfoRequests();
        requests._committers.AddRange(reader.ReadTexts());
        reader.VisitAll((ref TlsReader reader) =>
        {
            var device = reader.ReadText();
            var request = new Request(reader.ReadOperation()) { Rounds = reader.ReadUInt32() };
            request.Asked.UnionWith(reader.ReadTexts());
            requests._open.Add(device, request);
        });

        return requests;
    }

    private sealed class Request(Operation operation)
    {
        public Operation Operation { get; } = operation;

        public uint Rounds { get; set; }

        public SortedSet<string> Asked { get; } = new(StringComparer.Ordinal);
    }
}
