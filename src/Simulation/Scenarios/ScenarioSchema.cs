using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mls.MultiDevice.Policies;
using Simulation.Policies;

namespace Simulation.Scenarios;

/// <summary>The JSON schema of scenarios: what is written down of it, with the policies that there are.</summary>
/// <param name="policies">What scenarios may choose by name.</param>
public sealed class ScenarioSchema(ScenarioPolicies policies)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema, with the names of all policies for the values that a scenario may choose.</summary>
    /// <param name="written">The schema as it is written down; it has the keys.</param>
    /// <exception cref="InvalidDataException">A key of a policy is missing there.</exception>
    public string Fill(string written)
    {
        JsonNode schema = JsonNode.Parse(written)!;
        foreach (var (key, list) in policies.ByKey)
        {
            JsonNode place = key.Split('.').Aggregate(schema, (node, part) => node["properties"]?[part] ?? throw new InvalidDataException($"the schema of scenarios has no {key}"));
            place["enum"] = new JsonArray([.. list.Names.Select(name => (JsonNode)name)]);
        }

        return schema.ToJsonString(Indented) + "\n";
    }
}
