using System.Text.Json;
using TestKit;

namespace Interop.Server;

/// <summary>The verb <c>check-passive</c>.</summary>
internal static class PassiveCheck
{
    /// <summary>Runs every file of the folder that is in the format, and names those that are not. Gives the exit code.</summary>
    public static int Run(DirectoryInfo folder, TextWriter output, TextWriter error)
    {
        if (!folder.Exists)
        {
            error.WriteLine($"{folder}: no such folder");
            return 2;
        }

        var (passed, failed) = (0, 0);
        foreach (var file in folder.EnumerateFiles("*.json").OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            using var document = Parse(file);
            if (document is null || !PassiveClient.IsFormatOf(document.RootElement))
            {
                output.WriteLine($"{file.Name}: skipped, not in the passive-client format");
                continue;
            }

            var (before, index) = (failed, 0);
            foreach (var test in document.RootElement.EnumerateArray())
            {
                if (PassiveClient.Follow(test) is { } wrong)
                {
                    failed++;
                    output.WriteLine($"{file.Name}: case {index}: {wrong}");
                }
                else
                {
                    passed++;
                }

                index++;
            }

            output.WriteLine($"{file.Name}: {index} cases, {failed - before} failed");
        }

        output.WriteLine($"passive-client cases: {passed} passed, {failed} failed");
        return failed == 0 ? 0 : 1;
    }

    private static JsonDocument? Parse(FileInfo file)
    {
        try
        {
            using var stream = file.OpenRead();
            return JsonDocument.Parse(stream);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
