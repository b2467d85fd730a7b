using System.Reflection;
using System.Reflection.Emit;
using System.Text.RegularExpressions;
using TestKit;

namespace Architecture.Tests;

/// <summary>Which namespaces of the library use which: as its compiled types say, bodies of methods included, and as its <c>using</c> lines say.</summary>
internal static partial class References
{
    private const string Library = "Mls.Core";
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>What the types of an assembly refer to in the same assembly.</summary>
    public static IEnumerable<Reference> Compiled(Assembly assembly) =>
        from type in assembly.GetTypes()
        where Below(type) is not null
        from used in Uses(type).SelectMany(Parts).Distinct()
        where used.Assembly == assembly && Below(used) is not null
        select new Reference(Below(type)!, Outermost(type).Name, Below(used)!, Outermost(used).Name);

    /// <summary>What the <c>using</c> lines of the library's files name: constants and documentation leave no trace in compiled types.</summary>
    public static IEnumerable<Reference> Written() =>
        from file in Files()
        from Match match in UsingLine().Matches(File.ReadAllText(file))
        select new Reference(FolderOf(file), Path.GetFileName(file), match.Groups["to"].Value, "using");

    /// <summary>Files whose namespace is not their folder. The catalogue of violations is one namespace with what it lists.</summary>
    public static IEnumerable<string> Misplaced() =>
        from file in Files()
        let folder = Path.GetRelativePath(Root, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.').Replace(".Catalogue", string.Empty, StringComparison.Ordinal)
        where !File.ReadAllText(file).Contains($"namespace {Library}.{folder};", StringComparison.Ordinal)
        select Path.GetRelativePath(Root, file);

    private static string Root => Path.Combine(Repository.Root, "src", Library);

    private static IEnumerable<string> Files() => Directory.EnumerateDirectories(Root)
        .Where(folder => Path.GetFileName(folder) is not "obj" and not "bin" and not "Properties")
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories));

    private static string FolderOf(string file) => Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar)[0];

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static string? Below(Type type) => Outermost(type).Namespace is { } name && name.StartsWith(Library + ".", StringComparison.Ordinal)
        ? name.Split('.')[2]
        : null;

    /// <summary>A type with its elements and generic arguments.</summary>
    private static IEnumerable<Type> Parts(Type type) => type.HasElementType
        ? Parts(type.GetElementType()!)
        : type.GetGenericArguments().Where(argument => argument != type).SelectMany(Parts).Append(type);

    private static IEnumerable<Type> Uses(Type type)
    {
        IEnumerable<Type?> shape =
        [
            type.BaseType,
            .. type.GetInterfaces(),
            .. Constraints(type.GetGenericArguments()),
            .. type.GetFields(Declared).Select(field => field.FieldType),
            .. type.GetMethods(Declared).SelectMany(Uses),
            .. type.GetConstructors(Declared).SelectMany(Uses),
        ];
        return shape.OfType<Type>();
    }

    private static IEnumerable<Type> Uses(MethodBase method)
    {
        var generic = method.IsGenericMethod ? method.GetGenericArguments() : [];
        IEnumerable<Type> signature =
        [
            .. method.GetParameters().Select(parameter => parameter.ParameterType),
            .. method is MethodInfo { ReturnType: var returned } ? [returned] : Type.EmptyTypes,
            .. Constraints(generic),
        ];
        return method.GetMethodBody() is not { } body ? signature :
        [
            .. signature,
            .. body.LocalVariables.Select(local => local.LocalType),
            .. body.ExceptionHandlingClauses.Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause).Select(clause => clause.CatchType!),
            .. Tokens(body.GetILAsByteArray()!).SelectMany(token => Named(method, token)),
        ];
    }

    private static IEnumerable<Type> Constraints(IEnumerable<Type> arguments) =>
        arguments.Where(argument => argument.IsGenericParameter).SelectMany(argument => argument.GetGenericParameterConstraints());

    private static IEnumerable<Type> Named(MethodBase method, int token)
    {
        var ofType = method.DeclaringType!.GetGenericArguments();
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : [];
        return method.Module.ResolveMember(token, ofType, ofMethod) switch
        {
            Type type => [type],
            FieldInfo field => [field.DeclaringType!, field.FieldType],
            MethodBase called => [called.DeclaringType!, .. called.IsGenericMethod ? called.GetGenericArguments() : []],
            _ => [],
        };
    }

    /// <summary>The tokens of members and types in the code of a method (ECMA-335, partition III).</summary>
    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var opCode = OpCodesByValue[code[at] == 0xfe ? unchecked((short)(0xfe00 | code[at + 1])) : code[at]];
            at += opCode.Size;
            if (opCode.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                yield return BitConverter.ToInt32(code, at);
            }

            at += opCode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    [GeneratedRegex(@"^using (static )?Mls\.Core\.(?<to>\w+)(\.\w+)*;", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex UsingLine();
}
