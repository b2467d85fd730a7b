using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Mls.Core.Clients;
using Mls.Crypto;

namespace Mls.Core.Tests.Library;

/// <summary>Compiles code as a new console project of the SDK would: its implicit usings, no warnings, and nothing to refer to but .NET and the library.</summary>
internal static class PastedCode
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly string[] FromOutside = ["System.", "Microsoft.", "mscorlib", "netstandard", "Mls.Core.dll", "Mls.Crypto.dll"];
    private static readonly IReadOnlyList<MetadataReference> References = Find();

    /// <summary>What the compiler has to say, warnings included; nothing where the code can be pasted.</summary>
    public static IReadOnlyList<string> Complaints(string code, OutputKind kind)
    {
        using var assembly = new MemoryStream();
        return [.. Compile(code, kind).Emit(assembly).Diagnostics.Where(one => one.Severity >= DiagnosticSeverity.Warning).Select(one => one.ToString())];
    }

    /// <summary>Runs a program.</summary>
    /// <returns>Its exit code.</returns>
    public static async Task<int> Run(string code)
    {
        using var assembly = new MemoryStream();
        if (Compile(code, OutputKind.ConsoleApplication).Emit(assembly) is { Success: false, Diagnostics: var complaints })
        {
            throw new InvalidOperationException(string.Join('\n', complaints));
        }

        // The entry point waits for its task, on a thread of its own.
        var main = Assembly.Load(assembly.ToArray()).EntryPoint!;
        return await Task.Run(() => (int)main.Invoke(null, main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()])!);
    }

    private static CSharpCompilation Compile(string code, OutputKind kind)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        return CSharpCompilation.Create(
            "Pasted",
            [CSharpSyntaxTree.ParseText(SourceText.From(ImplicitUsings), options), CSharpSyntaxTree.ParseText(SourceText.From(code), options)],
            References,
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static List<MetadataReference> Find()
    {
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return [.. platform
            .Append(typeof(MlsClient).Assembly.Location)
            .Append(typeof(CryptoProviders).Assembly.Location)
            .Where(path => Array.Exists(FromOutside, name => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal)))
            .DistinctBy(Path.GetFileName)
            .Select(path => MetadataReference.CreateFromFile(path))];
    }
}
