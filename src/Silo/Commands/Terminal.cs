using Spectre.Console;

namespace Silo.Commands;

/// <summary>Where the program writes.</summary>
/// <param name="Output">Results.</param>
/// <param name="Error">Complaints and progress.</param>
/// <param name="IsInteractive">Whether a person looks at both; progress is shown only then.</param>
/// <param name="Width">Columns.</param>
public sealed record Terminal(TextWriter Output, TextWriter Error, bool IsInteractive, int Width)
{
    private const int WidthOfFiles = 160;

    /// <summary>The process's own streams.</summary>
    public static Terminal OfProcess()
    {
        bool interactive = !Console.IsOutputRedirected && !Console.IsErrorRedirected;
        return new Terminal(Console.Out, Console.Error, interactive, interactive ? Math.Max(80, Console.WindowWidth) : WidthOfFiles);
    }

    /// <summary>Tables for the output.</summary>
    public IAnsiConsole Tables()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Output),
            Ansi = IsInteractive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = IsInteractive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = Math.Max(Width, ResultTables.Width);
        return console;
    }
}
