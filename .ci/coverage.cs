// Measures which lines of the libraries the tests reach: dotnet run .ci/coverage.cs
// A line counts as covered when any test project reaches it.
#pragma warning disable MA0048 // A program of one file is named after what it does.

using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;

string[] projects = ["Mls.Core.Tests", "Conformance.Tests", "Mls.MultiDevice.Tests", "Grains.Tests"];
string[] libraries = ["Mls.Core", "Mls.MultiDevice"];
var lines = libraries.ToDictionary(library => library, _ => new Dictionary<(string File, int Line), bool>());
DirectoryInfo folder = Directory.CreateTempSubdirectory("coverage");
foreach (var project in projects)
{
    Console.WriteLine(project);
    DirectoryInfo results = folder.CreateSubdirectory(project);
    string[] arguments =
    [
        "test", "--project", Path.Combine("tests", project), "-c", "Release", "--results-directory", results.FullName,
        "--coverlet", "--coverlet-output-format", "cobertura", "--coverlet-single-hit", .. libraries.SelectMany(library => new[] { "--coverlet-include", $"[{library}]*" }),
    ];
    using Process test = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
    string output = await test.StandardOutput.ReadToEndAsync();
    await test.WaitForExitAsync();
    if (test.ExitCode != 0)
    {
        Console.Error.WriteLine(output);
        return test.ExitCode;
    }

    var report = XDocument.Load(results.GetFiles("*.xml", SearchOption.AllDirectories).Single().FullName);
    string root = (string)report.Descendants("source").Single();
    foreach (var package in report.Descendants("package"))
    {
        if (!lines.TryGetValue((string)package.Attribute("name")!, out Dictionary<(string File, int Line), bool>? known))
        {
            continue;
        }

        foreach (var type in package.Descendants("class"))
        {
            foreach (var line in type.Elements("lines").Elements("line"))
            {
                var place = (Path.Combine(root, (string)type.Attribute("filename")!), (int)line.Attribute("number")!);
                known[place] = known.GetValueOrDefault(place) || (long)line.Attribute("hits")! > 0;
            }
        }
    }
}

folder.Delete(recursive: true);
foreach (var (library, known) in lines)
{
    int covered = known.Values.Count(hit => hit);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{library}: {covered} of {known.Count} lines, {100.0 * covered / known.Count:F1} %"));
}

return 0;
