using Grains.Interfaces.Contracts;

namespace Grains.Actors;

/// <summary>Everything an actor can ask for while it handles one event. What is asked for takes effect when the event has been handled.</summary>
public interface IOutbox
{
    /// <summary>Sends a mail. It leaves when the actor has finished computing (<see cref="Spend"/>).</summary>
    void Send(Mail mail);

    /// <summary>Sets the timer <paramref name="key"/> to virtual millisecond <paramref name="at"/> (now, where that has passed), in place of the one set under that key.</summary>
    void SetTimer(string key, long at);

    /// <summary>Cancels the timer <paramref name="key"/>, if it is set.</summary>
    void CancelTimer(string key);

    /// <summary>Adds to the virtual time that this event takes to compute: counted operations times the cost table of the actor's device class.</summary>
    void Spend(long microseconds);

    /// <summary>Appends to the directory log; readable on every silo from the barrier after this quantum.</summary>
    void AppendToDirectory(string user, string key, Octets value, Operation operation);

    /// <summary>Accounts for records that the actor has fetched from the directory log. The log is at hand; what fetching them would carry is counted.</summary>
    void Fetched(int records, long octets, LinkClass link, Operation operation);

    /// <summary>Lets the outside see something; does not influence the run.</summary>
    void Observe(Observation observation, Operation operation);
}
