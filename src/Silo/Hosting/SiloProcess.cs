using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Simulation.Scenarios;

namespace Silo.Hosting;

/// <summary>A child process that hosts a silo. It ends when its standard input does, so it never outlives this process.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(150);

    private readonly Process _process;

    private SiloProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>Starts a child that joins the silo on <paramref name="primaryPort"/>.</summary>
    public static SiloProcess Start(ImmutableArray<string> command, int primaryPort)
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
        return new SiloProcess(Process.Start(start) ?? throw new WrongUseException($"{words[0]} cannot be started"));
    }

    /// <summary>Waits until the child's silo has joined.</summary>
    /// <exception cref="WrongUseException">It has ended instead; standard error says why.</exception>
    public async Task Ready(CancellationToken cancellation)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (string.Equals(line, SiloChild.ReadyLine, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new WrongUseException("a further silo process has ended before it was ready");
    }

    /// <summary>Lets the child stop; ends it where it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(LongestFarewell);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    /// <summary>The program that runs here: its own executable, or the runtime with its assembly.</summary>
    private static ImmutableArray<string> ThisProgram()
    {
        var executable = Environment.ProcessPath ?? throw new WrongUseException("the path of this program is unknown, so no further silo process can be started");
        var isRuntime = string.Equals(Path.GetFileNameWithoutExtension(executable), "dotnet", StringComparison.OrdinalIgnoreCase);
        return isRuntime ? [executable, Path.Combine(AppContext.BaseDirectory, $"{Assembly.GetEntryAssembly()!.GetName().Name}.dll")] : [executable];
    }
}
