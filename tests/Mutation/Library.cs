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
        Members = [.. files.SelectMany(file => Probes.Members(file.Key, file.Value)).Order(StringComparer.Ordinal)];
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

    /// <summary>The members that have a body, by their files and names.</summary>
    public IReadOnlyList<string> Members { get; }

    /// <summary>The mutants of a folder's files.</summary>
    public IEnumerable<Mutant> Mutants(string folder) =>
        from file in _files
        where file.Key.StartsWith(folder + "/", StringComparison.Ordinal)
        from mutant in Mutators.Of(file.Key, file.Value)
        select mutant;

    /// <summary>Compiles the library as it is.</summary>
    public byte[] Compile() => Emit(_compilation);

    /// <summary>Compiles the library with a mutant.</summary>
    /// <returns>The assembly; nothing where the mutant is not C#.</returns>
    public byte[]? Compile(Mutant mutant)
    {
        var tree = _files[mutant.File];
        return TryEmit(_compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(tree.GetText().WithChanges(mutant.Change))));
    }

    /// <summary>Compiles the library so that it marks the members that are called, in the order of <see cref="Members"/>.</summary>
    public byte[] CompileProbed()
    {
        var numbers = Members.Index().ToDictionary(item => item.Item, item => item.Index, StringComparer.Ordinal);
        var probed = _compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(Probes.Recorder(Members.Count), Language));
        foreach (var (file, tree) in _files)
        {
            probed = probed.ReplaceSyntaxTree(tree, Probes.In(file, tree, numbers));
        }

        return Emit(probed);
    }

    private static byte[] Emit(CSharpCompilation compilation) =>
        TryEmit(compilation)
        ?? throw new InvalidOperationException($"the library does not compile: {compilation.GetDiagnostics().First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");

    private static byte[]? TryEmit(CSharpCompilation compilation)
    {
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
