using TestKit;

namespace Mls.Core.Tests.Fuzz;

/// <summary>Inputs in the repository, a file for each target and a line of hexadecimal for each input. Whatever a run finds is added by hand as one more line.</summary>
internal static class Corpus
{
    public static IReadOnlyList<byte[]> Read(string target)
    {
        var file = FileOf(target);
        return File.Exists(file) ? [.. File.ReadLines(file).Where(line => line.Length > 0).Select(Convert.FromHexString)] : [];
    }

    public static void Write(string target, IEnumerable<byte[]> inputs) =>
        File.WriteAllLines(FileOf(target), inputs.Select(input => Convert.ToHexStringLower(input)).Distinct().Order(StringComparer.Ordinal));

    private static string FileOf(string target) => Path.Combine(Repository.Root, "tests", "Mls.Core.Tests", "Fuzz", "Corpus", target + ".hex");
}
