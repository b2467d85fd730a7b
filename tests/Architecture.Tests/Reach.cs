using System.Reflection;
using Mls.Core.Secrets;

namespace Architecture.Tests;

/// <summary>Follows field types from a type on.</summary>
internal static class Reach
{
    /// <summary>Paths of fields that end in a secret type. Generic arguments and array elements count as fields; interfaces and base types from outside this product do not.</summary>
    public static IEnumerable<string> Secrets(Type from)
    {
        var seen = new HashSet<Type> { from };
        var open = new Queue<(Type Type, string Path)>();
        open.Enqueue((from, from.Name));
        while (open.TryDequeue(out var next))
        {
            foreach (var (type, path) in Below(next.Type, next.Path))
            {
                if (typeof(Secret).IsAssignableFrom(type))
                {
                    yield return path;
                }
                else if (seen.Add(type))
                {
                    open.Enqueue((type, path));
                }
            }
        }
    }

    private static IEnumerable<(Type Type, string Path)> Below(Type type, string path)
    {
        if (type.IsArray)
        {
            yield return (type.GetElementType()!, path + "[]");
        }

        foreach (var argument in type.IsGenericType ? type.GetGenericArguments() : [])
        {
            yield return (argument, $"{path}<{argument.Name}>");
        }

        if (!IsOurs(type))
        {
            yield break;
        }

        for (var level = type; level is not null && IsOurs(level); level = level.BaseType)
        {
            foreach (var field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return (field.FieldType, $"{path}.{field.Name}");
            }
        }
    }

    private static bool IsOurs(Type type) =>
        type.Assembly.GetName().Name is { } name && (name.StartsWith("Mls.", StringComparison.Ordinal) || name.StartsWith("Grains", StringComparison.Ordinal));
}
