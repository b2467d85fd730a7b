using Grains.Interfaces.Contracts;
using Mls.Core.Framing;
using Mls.Core.Groups;

namespace Grains.Services;

/// <summary>Sizes up the paths of accepted Commits, for the accounts only.</summary>
internal static class PathSizes
{
    /// <summary>The size of a Commit's path; <see langword="null"/> where it has none.</summary>
    public static PathSize? Of(PublicTransition transition) =>
        transition.Content.Content.Body is FramedContentBody.OfCommit { Commit.Path: { } path }
            ? new PathSize((int)transition.After.Tree.Members - transition.Provisional.Added.Count, path.Nodes.Sum(node => node.EncryptedPathSecrets.Count))
            : null;
}
