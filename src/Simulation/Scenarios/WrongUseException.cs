namespace Simulation.Scenarios;

/// <summary>The program was asked for something that it cannot do as asked. The message is one line for the person who asked; exit code 2.</summary>
public class WrongUseException : Exception
{
    /// <summary>What is wrong, in one line.</summary>
    public WrongUseException(string message)
        : base(Printable.Line(message))
    {
    }
}
