using System.Reflection;
using System.Runtime.CompilerServices;

namespace Mls.Core.Tests.Secrets;

/// <summary>Follows every reference from some objects on, by reflection, private fields and array elements included.</summary>
internal sealed class LiveObjects
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private readonly Dictionary<object, string> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<object> _open = new();

    /// <summary>Objects reached so far.</summary>
    public int Count => _seen.Count;

    /// <summary>Leaves an object out, with all that only it reaches.</summary>
    public void Ignore(object ignored) => _seen.TryAdd(ignored, "ignored");

    /// <summary>All octet arrays that can be reached from <paramref name="root"/> and have not been reached before, with the way to them.</summary>
    public IEnumerable<(byte[] Octets, string Path)> Octets(object root, string name)
    {
        Reach(root, name);
        while (_open.TryDequeue(out var next))
        {
            var path = _seen[next];
            if (next is byte[] octets)
            {
                yield return (octets, path);
            }
            else if (next is Array array)
            {
                Elements(array, path);
            }
            else
            {
                Fields(next, next.GetType(), path);
            }
        }
    }

    /// <summary>All octet arrays that can be reached from the static fields of a type.</summary>
    public IEnumerable<(byte[] Octets, string Path)> Statics(Type type)
    {
        if (type.ContainsGenericParameters)
        {
            yield break;
        }

        foreach (var field in type.GetFields(Declared | BindingFlags.Static).Where(field => !field.IsLiteral && IsFollowed(field.FieldType)))
        {
            if (field.GetValue(null) is { } value)
            {
                foreach (var found in Octets(value, $"{type.Name}.{field.Name}"))
                {
                    yield return found;
                }
            }
        }
    }

    private static bool IsFollowed(Type type) => !type.IsPrimitive && !type.IsEnum && !type.IsPointer && !type.IsByRefLike && type != typeof(string)
        && !typeof(MemberInfo).IsAssignableFrom(type) && type.Namespace is not ("System.Reflection" or "System.Threading");

    private void Reach(object? value, string path)
    {
        if (value is null || !IsFollowed(value.GetType()))
        {
            return;
        }

        // A struct has been copied out of its place: it is new each time, and what it refers to is not.
        if (value.GetType().IsValueType)
        {
            Fields(value, value.GetType(), path);
        }
        else if (_seen.TryAdd(value, path))
        {
            _open.Enqueue(value);
        }
    }

    private void Elements(Array array, string path)
    {
        var element = array.GetType().GetElementType()!;
        if (!IsFollowed(element))
        {
            return;
        }

        foreach (var item in array)
        {
            Reach(item, $"{path}[]");
        }
    }

    private void Fields(object value, Type type, string path)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (var field in declaring.GetFields(Declared | BindingFlags.Instance))
            {
                if (IsFollowed(field.FieldType))
                {
                    Reach(field.GetValue(value), $"{path}.{field.Name}");
                }
            }
        }
    }
}
