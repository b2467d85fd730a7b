using System.Text.Json.Serialization;

namespace Simulation.Costing;

/// <summary>How an operation of the cost table is done, where there is a choice.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CostVariant>))]
public enum CostVariant
{
    /// <summary>There is none, or as scenarios have it by default: Commits of Adds carry a path.</summary>
    [JsonStringEnumMemberName("usual")]
    Usual,

    /// <summary>Commits of Adds carry no path.</summary>
    [JsonStringEnumMemberName("without path")]
    WithoutPath,

    /// <summary>All KeyPackages of a user are replaced after the Add.</summary>
    [JsonStringEnumMemberName("pool replaced")]
    PoolReplaced,

    /// <summary>The user's KeyPackage is from before its newest device came, which siblings let in.</summary>
    [JsonStringEnumMemberName("old KeyPackage")]
    OldKeyPackage,
}
