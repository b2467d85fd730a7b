using System.Collections.Immutable;
using System.Globalization;
using Simulation.Reporting;
using Simulation.Scenarios;

namespace Silo.Commands;

/// <summary>The folders of a run with several seeds: seed-7 for each, written as soon as it has ended, and what belongs to all of them above.</summary>
internal sealed class SeedFolders : IDisposable
{
    private readonly OutputFolder? _top;
    private readonly ImmutableDictionary<long, OutputFolder> _seeds;

    private SeedFolders(OutputFolder? top, ImmutableDictionary<long, OutputFolder> seeds)
    {
        _top = top;
        _seeds = seeds;
    }

    /// <summary>Makes sure, before anything is run, that results can be written.</summary>
    /// <exception cref="WrongUseException">They cannot, or other seeds' results are there.</exception>
    public static SeedFolders Prepare(ImmutableArray<ExperimentPlan> plans, string? path, Action<string, string> write)
    {
        if (path is null)
        {
            return new SeedFolders(null, ImmutableDictionary<long, OutputFolder>.Empty);
        }

        ImmutableArray<string> names = [.. plans.Select(plan => Name(plan.Scenario.Seed))];
        string? foreign = !Directory.Exists(path) ? null : Directory.EnumerateDirectories(path, "seed-*").Select(folder => Path.GetFileName(folder)).FirstOrDefault(folder => !names.Contains(folder));
        if (foreign is not null)
        {
            throw new WrongUseException($"--out {path}: {foreign} is not of these seeds, and stays; must be another folder");
        }

        var top = OutputFolder.Prepare(path, names, plans[0].Overwrite, write);
        var seeds = ImmutableDictionary.CreateBuilder<long, OutputFolder>();
        try
        {
            foreach (var plan in plans)
            {
                seeds.Add(plan.Scenario.Seed, OutputFolder.Prepare(Path.Combine(path, Name(plan.Scenario.Seed)), plan.Modes, plan.Overwrite, write));
            }

            return new SeedFolders(top, seeds.ToImmutable());
        }
        catch
        {
            new SeedFolders(top, seeds.ToImmutable()).Dispose();
            throw;
        }
    }

    /// <summary>Writes the results of one seed.</summary>
    /// <exception cref="OutputException">Nothing of it has been written.</exception>
    public void Write(ExperimentPlan plan, RunManifest manifest, ImmutableArray<ModeSummary> summaries, ImmutableArray<string> answer) =>
        _seeds.GetValueOrDefault(plan.Scenario.Seed)?.Write(manifest, summaries, answer);

    /// <summary>Writes what belongs to all seeds.</summary>
    /// <exception cref="OutputException">Nothing of it has been written.</exception>
    public void Write(SeedComparison comparison, string report) => _top?.Write(comparison, report);

    /// <summary>Removes the folders that have stayed empty.</summary>
    public void Dispose()
    {
        foreach (var folder in _seeds.Values)
        {
            folder.Dispose();
        }

        _top?.Dispose();
    }

    private static string Name(long seed) => string.Create(CultureInfo.InvariantCulture, $"seed-{seed}");
}
