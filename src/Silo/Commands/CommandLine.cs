using System.CommandLine;
using Simulation.Driving;
using Simulation.Reporting;
using Simulation.Scenarios;

namespace Silo.Commands;

/// <summary>The command line: finds the command, carries it out, and turns what happened into an exit code.</summary>
public static class CommandLine
{
    /// <summary>Gives the exit code; complaints about wrong use are one line.</summary>
    /// <param name="arguments">As typed.</param>
    /// <param name="services">What commands work with.</param>
    /// <param name="terminal">Where they write.</param>
    /// <param name="stop">Ctrl-C.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CommandServices services, Terminal terminal, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(terminal);
        ParseResult parsed = Root(services, terminal).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (Complaint(arguments, parsed) is { } complaint)
        {
            await terminal.Error.WriteLineAsync(Printable.Line(complaint));
            return ExitCode.WrongUse;
        }

        try
        {
            var invocation = new InvocationConfiguration
            {
                Output = terminal.Output,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(invocation, stop);
        }
        catch (WrongUseException wrong)
        {
            await terminal.Error.WriteLineAsync(wrong.Message);
            return ExitCode.WrongUse;
        }
        catch (OutputException unwritten)
        {
            await terminal.Error.WriteLineAsync(unwritten.Message);
            return ExitCode.OutputFailed;
        }
        catch (Exception defect) when (defect is EngineFaultException or SiloLostException)
