using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Simulation.Costing;
using Simulation.Reporting.Pairs;
using Simulation.Security;

namespace Simulation.Reporting;

/// <summary>How results are written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ModeSummary))]
[JsonSerializable(typeof(ImmutableArray<ModeSummary>))]
[JsonSerializable(typeof(RunManifest))]
[JsonSerializable(typeof(SeedComparison))]
[JsonSerializable(typeof(RunPair))]
[JsonSerializable(typeof(ImmutableArray<CostRow>))]
[JsonSerializable(typeof(ImmutableArray<ExperimentResult>))]
public sealed partial class ReportJson : JsonSerializerContext;
