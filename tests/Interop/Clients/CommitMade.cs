using Mls.Core.Wire;

namespace Interop.Tests.Clients;

/// <summary>A Commit and, where it adds somebody, the Welcome; each an MLSMessage.</summary>
internal sealed record CommitMade(OpaqueBytes Message, OpaqueBytes? Welcome);
