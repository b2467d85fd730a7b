namespace Silo.Commands;

/// <summary>What the program tells its caller.</summary>
public static class ExitCode
{
    /// <summary>Everything went well.</summary>
    public const int Success = 0;

    /// <summary>A defect of this program.</summary>
    public const int Defect = 1;

    /// <summary>The program was asked for something that it cannot do as asked.</summary>
    public const int WrongUse = 2;

    /// <summary>An invariant was violated.</summary>
    public const int Violation = 3;

    /// <summary>Results could not be written: the disk is full, standard output is closed or its reader has gone.</summary>
    public const int OutputFailed = 4;

    /// <summary>A threshold of the scenario failed.</summary>
    public const int ThresholdFailed = 99;

    /// <summary>Stopped by Ctrl-C or a signal; what there is has been written.</summary>
    public const int Stopped = 130;
}
