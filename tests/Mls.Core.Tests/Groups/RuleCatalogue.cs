using System.Reflection;
using System.Reflection.Emit;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Tests.Groups;

/// <summary>All rules of the product, and which of its types enforce them: those whose code loads the rule's field.</summary>
internal static class RuleCatalogue
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
    private static readonly Assembly Product = typeof(ProtocolViolation).Assembly;

    public static IReadOnlyList<ForgedRule> Rules { get; } = [.. Fields().Select(Rule)];

    /// <summary>For each rule the types that enforce it, in alphabetical order.</summary>
    public static IReadOnlyDictionary<string, string> Enforcers()
    {
        var found = Rules.ToDictionary(rule => rule.Id, _ => new SortedSet<string>(StringComparer.Ordinal));
        foreach (var type in Product.GetTypes().Where(type => !IsCatalogue(type)))
        {
            foreach (var method in type.GetMethods(Any).Cast<MethodBase>().Concat(type.GetConstructors(Any)))
            {
                foreach (var rule in Loaded(method))
                {
                    found[rule].Add(Outermost(type).Name);
                }
            }
        }

        return found.ToDictionary(one => one.Key, one => string.Join(", ", one.Value));
    }

    private static IEnumerable<FieldInfo> Fields() => Product.GetTypes().Where(IsCatalogue).SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static));

    private static bool IsCatalogue(Type type) => type is { IsAbstract: true, IsSealed: true }
        && type.GetFields(BindingFlags.Public | BindingFlags.Static) is { Length: > 0 } fields
        && fields.All(field => field.FieldType == typeof(ProtocolViolation) || field.FieldType == typeof(WireRule));

    private static ForgedRule Rule(FieldInfo field) => field.GetValue(null) is WireRule wire ? wire : (ProtocolViolation)field.GetValue(null)!;

    /// <summary>The rules whose fields the method's code loads. An operand that looks like such a load names no field of the catalogue.</summary>
    private static IEnumerable<string> Loaded(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var i = 0; i + 4 < code.Length; i++)
        {
            if (code[i] == OpCodes.Ldsfld.Value && FieldAt(method, BitConverter.ToInt32(code, i + 1)) is { DeclaringType: { } owner } field && IsCatalogue(owner))
            {
                yield return field.Name;
            }
        }
    }

    private static FieldInfo? FieldAt(MethodBase method, int token)
    {
        // Tables of fields and of references to members: 0x04 and 0x0A.
        if (token >> 24 is not (0x04 or 0x0A))
        {
            return null;
        }

        try
        {
            return method.Module.ResolveMember(token, method.DeclaringType?.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null) as FieldInfo;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
