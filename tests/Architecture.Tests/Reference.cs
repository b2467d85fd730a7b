namespace Architecture.Tests;

/// <summary>A type, or a file where the reference is only in its text, that uses another namespace of the library.</summary>
/// <param name="FromNamespace">The namespace it stands in, without the library's own name.</param>
/// <param name="From">What refers.</param>
/// <param name="ToNamespace">The namespace it uses.</param>
/// <param name="To">What it refers to.</param>
internal sealed record Reference(string FromNamespace, string From, string ToNamespace, string To);
