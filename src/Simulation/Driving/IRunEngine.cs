namespace Simulation.Driving;

/// <summary>Silos that stand ready for runs, one after the other.</summary>
public interface IRunEngine : IAsyncDisposable
{
    /// <summary>Shows the runs on a page; null where nobody asked for one.</summary>
    IRunShow? Show => null;

    /// <summary>Carries out a run. A stop is no exception: the outcome then holds what there is and is not drained.</summary>
    /// <param name="request">What to run.</param>
    /// <param name="progress">Told some times a second how far the run is.</param>
    /// <param name="stop">Ends the run at the next barrier.</param>
    /// <exception cref="EngineFaultException">An actor failed: a defect of the program.</exception>
    Task<RunOutcome> RunAsync(RunRequest request, IProgress<RunStatus> progress, CancellationToken stop);
}
