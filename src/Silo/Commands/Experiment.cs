using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Simulation.Driving;
using Simulation.Reporting;
using Simulation.Workload;

namespace Silo.Commands;

/// <summary>Draws one trace, runs it in each mode, and reports.</summary>
internal sealed class Experiment(CommandServices services, Terminal terminal)
{
    /// <summary>Gives the exit code.</summary>
    /// <exception cref="Simulation.Scenarios.WrongUseException">Results cannot be written, or silos not started; nothing has been written.</exception>
    /// <exception cref="OutputException">Results could not be written: files, or to standard output.</exception>
    /// <exception cref="EngineFaultException">A defect in one of the modes; what the modes before it gave has been written, marked as partial.</exception>
    /// <exception cref="SiloLostException">A silo was lost; what there is has been written, marked as partial.</exception>
    public async Task<int> RunAsync(ExperimentPlan plan, CancellationToken stop)
    {
        using OutputFolder? folder = plan.Out is null ? null : OutputFolder.Prepare(plan.Out, plan.Modes, plan.Overwrite, services.WriteFile);
        DateTimeOffset started = services.Clock.GetUtcNow();
        Trace trace = Draw(plan, stop);
        var text = new ResultText(terminal);
        if (!plan.Json)
        {
            text.Announce(plan, trace);
        }

        (ImmutableArray<ModeSummary> summaries, ExceptionDispatchInfo? defect) = await RunModesAsync(plan, trace, stop);
        if (summaries.IsEmpty && defect is not null)
        {
            Write(folder, Manifest(plan, trace, started, summaries, defect), summaries);
            defect.Throw();
        }

        // Files first: a reader of the output who has gone must not cost them; a disk that is full must not cost the output.
        OutputException? unwritten = Write(folder, Manifest(plan, trace, started, summaries, defect), summaries);
        if (plan.Json)
        {
            await terminal.Output.WriteLineAsync(JsonSerializer.Serialize(summaries, ReportJson.Default.ImmutableArrayModeSummary));
        }
        else
        {
            text.Show(plan.Modes, summaries);
        }

