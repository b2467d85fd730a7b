using Simulation.Driving;
using Simulation.Workload;

namespace Silo.Runs;

/// <summary>Tells those who watch how far a run is, and passes it on.</summary>
internal sealed class RunTeller(LiveRun live, Trace trace, RunWatch watch, IProgress<RunStatus>? next = null) : IProgress<RunStatus>
{
    public void Report(RunStatus value)
    {
        watch.Phase = trace.Stages.First(stage => stage.Name == value.Stage).Phase;
        live.Update(ticket => RunTickets.With(ticket, value));
        next?.Report(value);
    }
}
