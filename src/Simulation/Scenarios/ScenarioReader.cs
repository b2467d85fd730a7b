using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mls.Core.Crypto;
using Simulation.Policies;

namespace Simulation.Scenarios;

/// <summary>Turns the text of a scenario file into a <see cref="Scenario"/>, or into one line that says what to correct.</summary>
/// <param name="suites">The cipher suites that this program can run.</param>
/// <param name="policies">What scenarios may choose by name.</param>
public sealed class ScenarioReader(ImmutableArray<CipherSuite> suites, ScenarioPolicies policies)
{
    /// <summary>What scenarios may choose by name.</summary>
    public ScenarioPolicies Policies => policies;

    /// <summary>Reads, overrides, checks.</summary>
    /// <param name="file">The name for messages.</param>
    /// <param name="text">JSON; comments and trailing commas are allowed.</param>
    /// <param name="overrides">Applied in their order.</param>
    /// <exception cref="ScenarioException">Something is not allowed.</exception>
    public Scenario Read(string file, string text, params ImmutableArray<ScenarioOverride> overrides)
    {
        try
        {
            return Build(ScenarioDocument.Read(file, text, overrides));
        }
        catch (ScenarioException fault) when (fault.InFile is not null && Culprit(fault, file, text, overrides) is not null)
        {
            string place = fault.InFile.At is { } at ? $" ({fault.InFile.File}:{at})" : "";
            throw new ScenarioException(Culprit(fault, file, text, overrides)!.Option, fault.Path + place, fault.Problem);
        }
    }

    /// <summary>
    /// The override without which a fault in what the file says would not be there: a value may be wrong only together with another one.
    /// Null where the file is at fault by itself.
    /// </summary>
    private ScenarioOverride? Culprit(ScenarioException fault, string file, string text, ImmutableArray<ScenarioOverride> overrides)
    {
        bool IsThereWith(ImmutableArray<ScenarioOverride> others)
        {
            try
            {
                Build(ScenarioDocument.Read(file, text, others));
                return false;
            }
            catch (ScenarioException other)
            {
                return (other.Path, other.Problem) == (fault.Path, fault.Problem);
            }
        }

        if (overrides.IsEmpty || IsThereWith([]))
        {
            return null;
        }

        int decisive = Enumerable.Range(0, overrides.Length).LastOrDefault(i => !IsThereWith(overrides.RemoveAt(i)), overrides.Length - 1);
        return overrides[decisive];
    }

    private Scenario Build(ScenarioDocument document)
    {
        var root = new ScenarioObject(
            document,
            "$",
            document.Root,
            ["$schema", "name", "story", "sourced", "assumptions", "virtualDays", "seed", "suite", "verify", "population", "groups", "messages", "changes", "online",
                "keyPackages", "network", "costs", "policies", "attack", "warmUp", "thresholds"]);
        Population population = PopulationReader.Population(root);
        return new Scenario
        {
            Name = Name(root),
            Story = root.Text("story"),
            Sourced = root.Texts("sourced"),
            Assumptions = root.Texts("assumptions"),
            VirtualDays = root.Number("virtualDays", 0.001, 36_525),
            Seed = root.Long("seed", 0, long.MaxValue, 1),
            Suite = Suite(root),
            Verify = root.Policy(policies.Verify),
            Population = population,
            Groups = PopulationReader.Groups(root, population.Users),
            Messages = BehaviourReader.Messages(root),
            Changes = BehaviourReader.Changes(root),
            Online = BehaviourReader.Online(root),
            KeyPackages = TechnologyReader.KeyPackages(root),
            Network = TechnologyReader.Network(root),
            Costs = TechnologyReader.Costs(root),
            Policies = TechnologyReader.Policies(root, policies),
            Attack = TechnologyReader.Attack(root),
            WarmUp = BehaviourReader.WarmUp(root),
            Thresholds = TechnologyReader.Thresholds(root),
            Configuration = document.Root.ToJsonString(),
        };
    }

    private static string Name(ScenarioObject root)
    {
        string name = root.Text("name");
        return name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')
            ? name
            : throw root.Fault("name", $"must consist of a-z, 0-9 and '-', not {ScenarioObject.Show(root.Raw("name"))}");
    }

    private CipherSuite Suite(ScenarioObject root)
    {
        if (!root.Has("suite"))
        {
            return suites[0];
        }

        JsonNode? node = root.Raw("suite");
        string text = node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node?.ToJsonString() ?? "null";
        return SuiteNames.Find(text, suites)
            ?? throw root.Fault("suite", $"must be one of {SuiteNames.Describe(suites)}, not {ScenarioObject.Show(node)}");
    }
}
