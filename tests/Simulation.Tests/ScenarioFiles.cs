using Mls.Core.Crypto;
using Simulation.Scenarios;

namespace Simulation.Tests;

/// <summary>The scenario files of the repository and texts derived from them.</summary>
internal static class ScenarioFiles
{
    public static ScenarioReader Reader { get; } = new([CipherSuite.X25519Aes128Sha256Ed25519], Silo.Composition.Policies);

    public static ScenarioCatalog Catalog { get; } = ScenarioCatalog.Default(AppContext.BaseDirectory, AppContext.BaseDirectory);

    public static Scenario Read(string name, params string[] assignments)
    {
        string file = Catalog.Locate(name);
        return Reader.Read(file, ScenarioCatalog.ReadText(file), [.. assignments.Select(ScenarioOverride.Parse)]);
    }
}
