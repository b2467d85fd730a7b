using Simulation.Costing;
using Simulation.Driving;
using Simulation.Workload;

namespace Silo.Commands;

/// <summary>One line on the terminal that says how far something is; nothing where nobody looks at standard error.</summary>
internal sealed class ProgressLine(Terminal terminal, TimeProvider clock, string prefix = "")
    : IProgress<RunStatus>, IProgress<GenerationStatus>, IProgress<CostStatus>, IDisposable
{
    private const int Often = 100;

    private readonly long _began = clock.GetTimestamp();
    private long _lastAt;
    private int _shown;
    private string _phase = "";
    private long _phaseBegan;

    public void Report(RunStatus value) => Show(() => FormattableString.Invariant(
        $"{prefix}{value.Mode} {value.Share:P0}, left {Clock(value.Left)}, {value.Stage} {Days(value.StageMilliseconds)}, {value.Operations:N0} of {value.PlannedOperations:N0} operations, {value.Groups:N0} groups, {value.Devices:N0} devices, {value.Deliveries:N0} deliveries, {Clock(value.Elapsed)}"));

    public void Report(GenerationStatus value) => Show(() => FormattableString.Invariant(
        $"drawing the trace: {value.Stage}, day {value.Day + 1}, {value.Events:N0} operations so far, {Clock(clock.GetElapsedTime(_began))}"));

    /// <summary>Steps of one kind take about as long as each other; those of different kinds do not.</summary>
    public void Report(CostStatus value)
    {
        string phase = $"{value.Mode} {value.What}";
        if (phase != _phase)
        {
            (_phase, _phaseBegan) = (phase, clock.GetTimestamp());
        }

        TimeSpan? left = value.Done == 0 ? null : clock.GetElapsedTime(_phaseBegan) / value.Done * (value.Total - value.Done);
        Show(() => FormattableString.Invariant($"{value.Mode}: {value.What}, {value.Done:N0} of {value.Total:N0}, left of this {Clock(left)}, {Clock(clock.GetElapsedTime(_began))}"));
    }

    /// <summary>Tells of something that has no steps.</summary>
    public void Report(string text) => Show(() => text);

    public void Dispose()
    {
        if (_shown > 0)
        {
            terminal.Error.Write($"\r{new string(' ', _shown)}\r");
            terminal.Error.Flush();
        }
    }

    private void Show(Func<string> text)
    {
        if (terminal.ProgressWidth is not { } width || (_lastAt != 0 && clock.GetElapsedTime(_lastAt).TotalMilliseconds < Often))
        {
            return;
        }

        _lastAt = clock.GetTimestamp();
        string line = text();
        line = line.Length < width ? line : line[..(width - 1)];
        terminal.Error.Write($"\r{line.PadRight(_shown)}");
        terminal.Error.Flush();
        _shown = line.Length;
    }

    private static string Days(long milliseconds) => FormattableString.Invariant($"{TimeSpan.FromMilliseconds(milliseconds):d\\d\\ hh\\:mm\\:ss}");

    private static string Clock(TimeSpan? time) => time is { } known ? FormattableString.Invariant($"{(int)known.TotalMinutes}:{known.Seconds:00}") : "?";
}
