using Simulation.Driving;

namespace Silo.Commands;

/// <summary>One line on the terminal that says how far a run is; nothing where nobody looks.</summary>
internal sealed class ProgressLine(Terminal terminal, TimeProvider clock, string prefix) : IProgress<RunStatus>, IDisposable
{
    private const int Often = 100;

    private long _lastAt;
    private long _lastDeliveries;
    private double _rate;
    private int _shown;

    public void Report(RunStatus value)
    {
        if (!terminal.IsInteractive)
        {
            return;
        }

        long now = clock.GetTimestamp();
        if (_lastAt != 0)
        {
            TimeSpan passed = clock.GetElapsedTime(_lastAt, now);
            if (passed.TotalMilliseconds < Often)
            {
                return;
            }

            // Half of the old rate, so that the number can be read.
            _rate = (_rate + ((value.Deliveries - _lastDeliveries) / passed.TotalSeconds)) / 2;
        }

        (_lastAt, _lastDeliveries) = (now, value.Deliveries);
        string line = Text(value);
        line = line.Length < terminal.Width ? line : line[..(terminal.Width - 1)];
        terminal.Error.Write($"\r{line.PadRight(_shown)}");
        terminal.Error.Flush();
        _shown = line.Length;
    }

    public void Dispose()
    {
        if (_shown > 0)
        {
            terminal.Error.Write($"\r{new string(' ', _shown)}\r");
            terminal.Error.Flush();
        }
    }

    private string Text(RunStatus status)
    {
        string left = status.Share is > 0.005 and <= 1 ? Clock(status.Elapsed * ((1 - status.Share) / status.Share)) : "?";
        TimeSpan inStage = TimeSpan.FromMilliseconds(status.StageMilliseconds);
        return FormattableString.Invariant(
            $"{prefix}{status.Mode}  {status.Share:P0}, left {left}  {status.Stage} {inStage.Days}d {inStage:hh\\:mm\\:ss}  {status.Events:N0} events  {_rate:N0} deliveries/s  {status.Groups:N0} groups  {status.Devices:N0} devices  {Clock(status.Elapsed)}");
    }

    private static string Clock(TimeSpan time) => FormattableString.Invariant($"{(int)time.TotalMinutes}:{time.Seconds:00}");
}
