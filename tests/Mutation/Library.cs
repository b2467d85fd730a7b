using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Mutation;

/// <summary>The library's compilation, with one file changed at a time.</summary>
internal sealed class Library
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp14, DocumentationMode.None);
    private readonly Dictionary<string, SyntaxTree> _files;
    private readonly CSharpCompilation _compilation;

    private Library(Dictionary<string, SyntaxTree> files, CSharpCompilation compilation)
    {
        _files = files;
        _compilation = compilation;
    }

    /// <summary>Reads the library as its project has it; it has to be built already, for the files that the build makes.</summary>
    public static Library Read(string repository)
    {
        var project = Path.Combine(repository, "src", "Mls.Core");
        var files = Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .ToDictionary(file => Path.GetRelativePath(project, file).Replace('\\', '/'), Parse, StringComparer.Ordinal);
        var made = Directory.EnumerateFiles(Path.Combine(repository, "artifacts", "obj", "Mls.Core", "release"), "*.cs").Select(Parse);
        var platform = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var references = Directory.EnumerateFiles(platform, "*.dll").Where(IsManaged).Select(file => (MetadataReference)MetadataReference.CreateFromFile(file));
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            checkOverflow: true,
            nullableContextOptions: NullableContextOptions.Enable);
        return new Library(files, CSharpCompilation.Create("Mls.Core", [.. files.Values, .. made], references, options));
    }

    /// <summary>The mutants of the files in some folders.</summary>
    public IEnumerable<Mutant> Mutants(IReadOnlyCollection<string> folders) =>
        from file in _files
        where folders.Any(folder => file.Key.StartsWith(folder, StringComparison.Ordinal))
        from mutant in Mutators.Of(file.Key, file.Value)
        select mutant;

    /// <summary>Compiles the library with a mutant, or as it is.</summary>
    /// <returns>The assembly; nothing where the mutant is not C#.</returns>
    public byte[]? Compile(Mutant? mutant)
    {
        var compilation = mutant is null ? _compilation : _compilation.ReplaceSyntaxTree(_files[mutant.File], mutant.Tree);
        using var assembly = new MemoryStream();
        return compilation.Emit(assembly).Success ? assembly.ToArray() : null;
    }

    private static SyntaxTree Parse(string file) => CSharpSyntaxTree.ParseText(File.ReadAllText(file), Language, file);

    private static bool IsManaged(string file)
    {
        var name = Path.GetFileName(file);
        return name.StartsWith("System.", StringComparison.Ordinal) || name is "mscorlib.dll" or "netstandard.dll" or "Microsoft.Win32.Primitives.dll"
            ? !name.Contains(".Native", StringComparison.Ordinal)
            : false;
    }
}
