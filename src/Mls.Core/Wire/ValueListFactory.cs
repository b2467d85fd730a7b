namespace Mls.Core.Wire;

/// <summary>Makes <see cref="ValueList{T}"/>s.</summary>
public static class ValueListFactory
{
    /// <summary>Copies <paramref name="items"/>; the target of collection expressions.</summary>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => items.IsEmpty ? ValueList<T>.Empty : new(items.ToArray());

    /// <summary>Copies <paramref name="items"/>.</summary>
    public static ValueList<T> ToValueList<T>(this IEnumerable<T> items) => new([.. items]);
}
