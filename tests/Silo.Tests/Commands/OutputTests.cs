using Silo.Commands;
using Xunit;

namespace Silo.Tests.Commands;

public sealed class OutputTests
{
    [Fact]
    public async Task A_full_disk_leaves_no_file_and_the_tables_are_printed_all_the_same()
    {
        using var folder = new TemporaryFolder();
        var left = 3;
        var bench = new CommandBench { WriteFile = (path, content) => Write(path, content, ref left) };

        int code = await bench.RunAsync("compare", "ci", "--out", folder.File("a/out"));

        Assert.Equal(ExitCode.OutputFailed, code);
        Assert.Equal($"--out {folder.File("a/out")}: the results cannot be written, and no file of them is there: No space left on device\n", bench.Error);
        Assert.Contains("invariants, tree-root: all held", bench.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_full_disk_while_another_run_is_replaced_leaves_that_one_whole()
    {
        using var folder = new TemporaryFolder();
        await new CommandBench().RunAsync("compare", "ci", "--seed", "7", "--out", folder.Path);
        string before = await File.ReadAllTextAsync(folder.File("manifest.json"), TestContext.Current.CancellationToken);
        string[] files = folder.Files;
        var left = 3;

        int code = await new CommandBench { WriteFile = (path, content) => Write(path, content, ref left) }.RunAsync("compare", "ci", "--out", folder.Path, "--overwrite");

        Assert.Equal(ExitCode.OutputFailed, code);
        Assert.Equal(files, folder.Files);
        Assert.Equal(before, await File.ReadAllTextAsync(folder.File("manifest.json"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_output_that_fails_after_the_run_costs_no_file()
    {
        using var folder = new TemporaryFolder();
        var bench = new CommandBench { Standard = GuardedWriter.OfResults(new FailingWriter(after: 5)) };

        int code = await bench.RunAsync("compare", "ci", "--json", "--out", folder.Path);

        Assert.Equal(ExitCode.Success, code);
        bench = new CommandBench { Standard = GuardedWriter.OfResults(new FailingWriter(after: 0)) };
        code = await bench.RunAsync("compare", "ci", "--json", "--out", folder.File("second"));
        Assert.Equal(ExitCode.OutputFailed, code);
        Assert.Equal("standard output cannot be written: No space left on device\n", bench.Error);
        Assert.Equal(12, folder.Files.Length);
    }

    [Fact]
    public async Task An_output_that_fails_at_the_announcement_ends_before_the_run()
    {
        var bench = new CommandBench { Standard = GuardedWriter.OfResults(new FailingWriter(after: 0)) };

        Assert.Equal(ExitCode.OutputFailed, await bench.RunAsync("compare", "ci"));
        Assert.Empty(bench.Requests);
    }

    [Theory]
    [InlineData("compare ci")]
    [InlineData("scenarios")]
    [InlineData("cost --json")]
    [InlineData("--help")]
    public async Task A_complaint_that_nobody_can_read_changes_nothing(string line)
    {
        var error = GuardedWriter.OfComplaints(new FailingWriter(after: 0));
        await error.WriteLineAsync("lost");
        await error.FlushAsync(TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.OutputFailed, await new CommandBench { Standard = GuardedWriter.OfResults(new FailingWriter(after: 0)) }.RunAsync(line.Split(' ')));
    }

    [Fact]
    public async Task A_file_where_a_folder_will_be_needed_is_found_before_the_run()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("tree-root"), "mine", TestContext.Current.CancellationToken);
        var bench = new CommandBench();

        Assert.Equal(ExitCode.WrongUse, await bench.RunAsync("compare", "ci", "--out", folder.Path));
        Assert.Equal($"--out {folder.Path}: tree-root is a file where a folder will be needed; must be another folder\n", bench.Error);
        Assert.Empty(bench.Requests);
        Assert.Equal(["tree-root"], folder.Files);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task A_folder_without_a_name_is_refused_in_our_words(string name)
    {
        var bench = new CommandBench();

        Assert.Equal(ExitCode.WrongUse, await bench.RunAsync("compare", "ci", "--out", name));
        Assert.Equal($"--out '{name}': is empty; must be a folder that exists or can be created\n", bench.Error);
    }

    [Fact]
    public async Task A_folder_holds_one_run()
    {
        using var folder = new TemporaryFolder();
        await new CommandBench().RunAsync("compare", "ci", "--out", folder.Path);
        string[] files = folder.Files;
        var bench = new CommandBench();

        Assert.Equal(ExitCode.WrongUse, await bench.RunAsync("run", "ci", "--mode", "multi-client", "--out", folder.Path));
        Assert.Equal($"--out {folder.Path}: holds the files of a run already, manifest.json among them; must be another folder, or --overwrite replaces them\n", bench.Error);
        Assert.Empty(bench.Requests);
        Assert.Equal(files, folder.Files);
    }

    [Fact]
    public async Task Overwriting_removes_all_files_of_the_other_run_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        await new CommandBench().RunAsync("compare", "ci", "--out", folder.Path);
        foreach (var mine in (string[])["notes.txt", "tree-root/notes.txt"])
        {
            await File.WriteAllTextAsync(folder.File(mine), "mine", TestContext.Current.CancellationToken);
        }

        Assert.Equal(ExitCode.Success, await new CommandBench().RunAsync("run", "ci", "--mode", "multi-client", "--out", folder.Path, "--overwrite"));
        Assert.Equal(["manifest.json", "multi-client/summary.json", "notes.txt", "operations.csv", "report.html", "timeline.csv", "tree-root/notes.txt"], folder.Files);
    }

    [Fact]
    public async Task What_bears_the_name_of_a_result_and_is_none_is_never_overwritten()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("manifest.json"), "{ \"name\": \"a web application\" }", TestContext.Current.CancellationToken);
        var bench = new CommandBench();

        Assert.Equal(ExitCode.WrongUse, await bench.RunAsync("compare", "ci", "--out", folder.Path, "--overwrite"));
        Assert.Equal($"--out {folder.Path}: manifest.json is not of this program, and stays; must be another folder\n", bench.Error);
        Assert.Equal("{ \"name\": \"a web application\" }", await File.ReadAllTextAsync(folder.File("manifest.json"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("> /dev/full", "standard output cannot be written: No space left on device")]
    [InlineData(">&-", "standard output cannot be written: ")]
    [InlineData("| true", "standard output cannot be written: Broken pipe")]
    public async Task The_program_ends_with_one_line_and_exit_code_4_where_its_output_goes_nowhere(string where, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell of Unix");
        string program = Path.Combine(AppContext.BaseDirectory, "Silo.dll");
        (string _, string error) = await Shell.RunAsync($"{{ dotnet '{program}' scenarios; echo \"code $?\" >&2; }} {where}");

        string[] lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith(expected, lines[0], StringComparison.Ordinal);
        Assert.Equal("code 4", lines[1]);
    }

    [Fact]
    public async Task Standard_error_that_goes_nowhere_does_not_disturb_the_program()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell of Unix");
        string program = Path.Combine(AppContext.BaseDirectory, "Silo.dll");

        (string output, string _) = await Shell.RunAsync($"dotnet '{program}' compare nowhere 2>&-; echo \"code $?\"; dotnet '{program}' compare nowhere 2> /dev/full; echo \"code $?\"");

        Assert.Equal("code 2\ncode 2\n", output);
    }

    private static void Write(string path, string content, ref int left)
    {
        if (left-- <= 0)
        {
            File.WriteAllText(path, content[..(content.Length / 2)]);
            throw new IOException("No space left on device");
        }

        DurableFile.Write(path, content);
    }

    private sealed class FailingWriter(int after) : StringWriter
    {
        private int _left = after;

        public override void Write(char value) => Fail();

        public override void Write(string? value) => Fail();

        public override void Write(char[] buffer, int index, int count) => Fail();

        public override void WriteLine(string? value) => Fail();

        public override void Flush() => Fail();

        private void Fail()
        {
            if (_left-- <= 0)
            {
                throw new IOException("No space left on device");
            }
        }
    }
}
