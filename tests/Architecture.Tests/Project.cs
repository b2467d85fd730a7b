using System.Xml.Linq;

namespace Architecture.Tests;

/// <summary>What a project file says it references.</summary>
internal sealed record Project(string Name, IReadOnlySet<string> Projects, IReadOnlySet<string> Packages)
{
    public static Project Read(string path)
    {
        var document = XDocument.Load(path);
        return new Project(
            Path.GetFileNameWithoutExtension(path),
            Included(document, "ProjectReference").Select(one => Path.GetFileNameWithoutExtension(one.Replace('\\', '/'))).ToHashSet(StringComparer.Ordinal),
            Included(document, "PackageReference").ToHashSet(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Included(XDocument document, string element) =>
        document.Descendants(element).Select(one => one.Attribute("Include")?.Value).OfType<string>();
}
