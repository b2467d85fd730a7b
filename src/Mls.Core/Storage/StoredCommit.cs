using Mls.Core.Framing;

namespace Mls.Core.Storage;

/// <summary>A Commit of one's own that is stored and may leave.</summary>
/// <param name="Message">The Commit.</param>
/// <param name="Welcome">The Welcome of those it adds; to be sent once the Commit is accepted.</param>
public sealed record StoredCommit(MlsMessage Message, Welcome? Welcome);
