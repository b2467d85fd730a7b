using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Interop.Tests.Clients;

/// <summary>What a proposal says, for either library to put into its own words. A closed choice.</summary>
internal abstract record Change
{
    private Change()
    {
    }

    /// <summary>A new member; the KeyPackage is an MLSMessage.</summary>
    public sealed record Add(OpaqueBytes KeyPackage) : Change;

    /// <summary>A new leaf for the proposer.</summary>
    public sealed record Update : Change;

    /// <summary>A member leaves.</summary>
    public sealed record Remove(uint Leaf) : Change;

    /// <summary>An external pre-shared key.</summary>
    public sealed record ExternalPsk(OpaqueBytes Id) : Change;

    /// <summary>The resumption key of an earlier epoch of the group.</summary>
    public sealed record ResumptionPsk(OpaqueBytes Group, ulong Epoch) : Change;

    /// <summary>New extensions of the GroupContext.</summary>
    public sealed record Extensions(ExtensionList List) : Change;
}
