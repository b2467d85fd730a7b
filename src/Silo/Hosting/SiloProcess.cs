using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Silo.Telemetry;
using Simulation.Driving;
using Simulation.Scenarios;

namespace Silo.Hosting;

/// <summary>A child process that hosts a silo. It ends when its standard input does, so it never outlives this process.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(150);

    private readonly Process _process;
    private readonly string _place;
    private readonly Task<int> _ended;

    private SiloProcess(Process process, string place)
    {
        _process = process;
        _place = place;
        _ended = ExitCodeOf(process);
    }

    public int Id => _process.Id;

    /// <summary>Completes when the child has ended, for whatever reason; says which one and how.</summary>
    public async Task<string> Ended()
    {
        var id = _process.Id;
        var code = await _ended;
        return string.Create(CultureInfo.InvariantCulture, $"{_place} (process {id}), which ended with code {code}");
    }

    /// <summary>Starts a child that joins the silo on <paramref name="primaryPort"/>.</summary>
    /// <param name="command">See <see cref="SiloOptions.ChildCommand"/>.</param>
    /// <param name="primaryPort">The port.</param>
    /// <param name="telemetry">Where it sends what it measures.</param>
    /// <param name="place">What to call the child, such as "silo 2 of 3".</param>
    public static SiloProcess Start(ImmutableArray<string> command, int primaryPort, TelemetryTarget telemetry, string place)
    {
        var words = command.IsDefaultOrEmpty ? ThisProgram() : command;
        var start = new ProcessStartInfo(words[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var word in words.Skip(1))
        {
            start.ArgumentList.Add(word);
        }

        start.ArgumentList.Add(SiloChild.CommandName);
        start.ArgumentList.Add(primaryPort.ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add(TelemetryTargets.NameOf(telemetry));
        return new SiloProcess(Process.Start(start) ?? throw new WrongUseException($"{words[0]} cannot be started"), place);
    }

    /// <summary>Waits until the child's silo has joined.</summary>
    /// <exception cref="SiloLostException">It has ended instead; standard error says why, where it could.</exception>
    public async Task Ready(CancellationToken cancellation)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (string.Equals(line, SiloChild.ReadyLine, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new SiloLostException($"{await Ended()} before all silos were ready");
    }

    /// <summary>Ends the child at once: a silo that others will miss is not worth a farewell.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Lets the child stop; ends it where it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _ended.WaitAsync(LongestFarewell);
        }
        catch (TimeoutException)
        {
            _process.Kill();
            await _ended;
        }

        _process.Dispose();
    }

    private static async Task<int> ExitCodeOf(Process process)
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>The program that runs here: its own executable, or the runtime with its assembly.</summary>
    private static ImmutableArray<string> ThisProgram()
    {
        var executable = Environment.ProcessPath ?? throw new WrongUseException("the path of this program is unknown, so no further silo process can be started");
        var isRuntime = string.Equals(Path.GetFileNameWithoutExtension(executable), "dotnet", StringComparison.OrdinalIgnoreCase);
        return isRuntime ? [executable, Path.Combine(AppContext.BaseDirectory, $"{Assembly.GetEntryAssembly()!.GetName().Name}.dll")] : [executable];
    }
}
