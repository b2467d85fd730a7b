using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>A group as it came out of a store, with what was on its way.</summary>
internal sealed record LoadedGroup(Group Group, GroupRecords Records, PendingCommit? Pending, MlsMessage? Joining, Dictionary<OpaqueBytes, MlsMessage> OwnProposals);
