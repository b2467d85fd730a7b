using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using Simulation.Measuring;

namespace Simulation.Checking;

/// <summary>Every obligation is settled in the end. Keeps the open ones.</summary>
internal sealed class ObligationCheck(Findings findings) : ICheck
{
    private readonly Dictionary<(string Holder, string Kind, string Subject), int> _open = [];

    public void Observe(Observed observed)
    {
        switch (observed.What)
        {
            case Observation.ObligationOpened(var kind, var subject):
                findings.Checked(Invariant.ObligationsSettled);
                Count(observed.Actor.Name, kind, subject, 1);
                break;
            case Observation.ObligationSettled(var kind, var subject):
                Count(observed.Actor.Name, kind, subject, -1);
                break;
            default:
                break;
        }
    }

    public void Finish(RunEnd end)
    {
        if (!end.Drained)
        {
            return;
        }

        foreach (var ((holder, kind, subject), count) in _open)
        {
            string detail = FormattableString.Invariant($"{kind} obligation is {(count > 0 ? "not settled" : "settled more often than it arose")}: {subject} ({count})");
            findings.Add(new Violation(Invariant.ObligationsSettled, GroupOf(subject), -1, holder, detail));
        }
    }

    public void Write(TlsWriter writer)
    {
        writer.Put(_open.Count);
        foreach (var ((holder, kind, subject), count) in _open)
        {
            writer.Put(holder);
            writer.Put(kind);
            writer.Put(subject);
            writer.Put(count);
        }
    }

    public void Absorb(ref TlsReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            Count(reader.ReadText(), reader.ReadText(), reader.ReadText(), reader.ReadInt32());
        }
    }

    private static string GroupOf(string subject) =>
        subject.Split(' ').FirstOrDefault(word => word.StartsWith("g:", StringComparison.Ordinal)) ?? "";

    private void Count(string holder, string kind, string subject, int change)
    {
        int count = _open.GetValueOrDefault((holder, kind, subject)) + change;
        if (count == 0)
        {
            _open.Remove((holder, kind, subject));
        }
        else
        {
            _open[(holder, kind, subject)] = count;
        }
    }
}
