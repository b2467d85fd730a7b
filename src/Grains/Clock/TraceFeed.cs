using System.Collections.Immutable;
using Grains.Interfaces.Contracts;

namespace Grains.Clock;

/// <summary>Numbers the commands of the trace and knows how far the trace is complete.</summary>
internal sealed class TraceFeed(RunKey run)
{
    /// <summary>Commands fed so far.</summary>
    public long Count { get; private set; }

    /// <summary>Every command before this virtual millisecond has been fed; <see langword="null"/> where all have.</summary>
    public long? CompleteUntil { get; private set; } = 0;

    /// <summary>Goes on from a checkpoint.</summary>
    public void Restore(long count) => Count = count;

    /// <summary>Says how far the trace is complete once its commands have been taken; never goes back.</summary>
    public void Advance(long? completeUntil) => CompleteUntil = completeUntil < CompleteUntil ? CompleteUntil : completeUntil;

    /// <summary>The commands as mail from the trace. <paramref name="earliest"/> is the first time that the run has not passed for sure.</summary>
    public ImmutableArray<Envelope> Seal(ImmutableArray<Command> commands, long earliest)
    {
        foreach (var command in commands)
        {
            if (command.At < earliest || command.To.Kind == ActorKind.Outside)
            {
                throw new ArgumentException($"command {command.Kind} for {command.To} at {command.At} ms: the run may have reached {earliest} ms", nameof(commands));
            }
        }

        var first = Count + 1;
        Count += commands.Length;
        return [.. commands.Select((command, place) => Seal(command, first + place))];
    }

    private Envelope Seal(Command command, long sequence)
    {
        var letter = new Letter
        {
            Run = run,
            Sender = ActorId.Trace,
            Sequence = sequence,
            SentAt = command.At,
            Kind = command.Kind,
            Link = LinkClass.Self,
            Operation = command.Operation,
            Body = command.Body,
            CountedOctets = 0,
            Label = "command",
        };
        return new Envelope(letter, command.To, command.At, 0);
    }
}
