using System.Collections.Immutable;

namespace Silo.Exploring;

/// <summary>A node of a <see cref="TreePicture"/>.</summary>
/// <param name="Index">Place in the array form.</param>
/// <param name="Blank">Whether it is blank.</param>
/// <param name="Key">Name of its public key; another one after it was re-keyed.</param>
/// <param name="Unmerged">Numbers of leaves that do not know its private key.</param>
/// <param name="Label">Of a leaf: whose it is.</param>
public sealed record PictureNode(int Index, bool Blank, string Key, ImmutableArray<int> Unmerged, string Label);
