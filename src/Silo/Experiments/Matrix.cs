using System.Collections.Immutable;
using Mls.Core.Wire;
using Simulation.Security;

namespace Silo.Experiments;

/// <summary>Collects the rows of open[case][message]. A message is open where the attacker's plaintext is the one that an honest member has.</summary>
internal sealed class Matrix
{
    private readonly ImmutableArray<ExperimentRow>.Builder _rows = ImmutableArray.CreateBuilder<ExperimentRow>();

    /// <summary>The rows so far.</summary>
    public ImmutableArray<ExperimentRow> Rows => _rows.ToImmutable();

    /// <summary>Adds the row of an attacker.</summary>
    /// <param name="arm">Which arm.</param>
    /// <param name="name">What was done.</param>
    /// <param name="truth">What an honest member opened.</param>
    /// <param name="opened">What the attacker opened.</param>
    /// <param name="cells">The messages, and whether they are expected to open.</param>
    public void Add(
        string arm,
        string name,
        IReadOnlyDictionary<(string Group, ulong Number), OpaqueBytes> truth,
        IReadOnlyDictionary<(string Group, ulong Number), OpaqueBytes> opened,
        params ReadOnlySpan<(string Message, ImmutableArray<SentMessage> Messages, bool IsExpectedOpen)> cells)
    {
        var row = ImmutableArray.CreateBuilder<ExperimentCell>();
        foreach (var (message, messages, isExpectedOpen) in cells)
        {
            row.Add(new ExperimentCell(message, messages.Length, messages.Count(sent => IsOpen(sent, truth, opened)), isExpectedOpen));
        }

        _rows.Add(new ExperimentRow(arm, name, row.ToImmutable()));
    }

    /// <summary>Adds the row of the honest member, who must open every message.</summary>
    public void AddHonest(string name, IReadOnlyDictionary<(string Group, ulong Number), OpaqueBytes> truth, params ReadOnlySpan<(string Message, ImmutableArray<SentMessage> Messages)> cells)
    {
        var row = ImmutableArray.CreateBuilder<ExperimentCell>();
        foreach (var (message, messages) in cells)
        {
            row.Add(new ExperimentCell(message, messages.Length, messages.Count(sent => truth.ContainsKey((sent.Group, sent.Number))), IsExpectedOpen: true));
        }

        _rows.Add(new ExperimentRow(ExperimentRow.Honest, name, row.ToImmutable()));
    }

    /// <summary>Whether the attacker has the sender's plaintext.</summary>
    public static bool IsOpen(
        SentMessage sent,
        IReadOnlyDictionary<(string Group, ulong Number), OpaqueBytes> truth,
        IReadOnlyDictionary<(string Group, ulong Number), OpaqueBytes> opened) =>
        truth.TryGetValue((sent.Group, sent.Number), out var said) && opened.TryGetValue((sent.Group, sent.Number), out var heard) && said == heard;
}
