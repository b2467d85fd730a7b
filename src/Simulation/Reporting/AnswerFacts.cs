using System.Numerics;
using Mls.MultiDevice;
using Simulation.Costing;
using Simulation.Scenarios;
using Simulation.Workload;

namespace Simulation.Reporting;

/// <summary>What an answer assumes, and where the closed form starts from.</summary>
/// <param name="PoolSize">KeyPackages that are kept published.</param>
/// <param name="Stock">Whose they are.</param>
/// <param name="Scale">Factor on every rate of change.</param>
/// <param name="Committer">Who commits a change of a user's devices.</param>
/// <param name="Form">The population as the closed form knows it; null where it does not cover the scenario.</param>
public sealed record AnswerFacts(int PoolSize, string Stock, double Scale, string Committer, FormPoint? Form)
{
    private const int FewestUsers = 4;
    private const int FewestDevices = 2;

    /// <summary>Of a scenario and what was drawn from it. Groups differ in size: a user's mean group is meant, rounded to a power of two, because only there the form holds.</summary>
    public static AnswerFacts Of(Scenario scenario, Trace trace)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(trace);
        return new AnswerFacts(
            scenario.KeyPackages.Size,
            ChoiceNames.NameOf(scenario.KeyPackages.Stock),
            scenario.Changes.Scale,
            scenario.Policies.Committer.Name,
            IsCovered(scenario) ? Point(scenario, trace) : null);
    }

    private static bool IsCovered(Scenario scenario) =>
        SuiteNames.NameOf(scenario.Suite).StartsWith("MLS_128_DHKEMX25519_AES128GCM", StringComparison.Ordinal)
        && scenario.Policies.SignatureKeys == SignatureKeyScope.PerLeaf
        && scenario.KeyPackages.Stock == KeyPackageStock.PerClient;

    private static FormPoint? Point(Scenario scenario, Trace trace)
    {
        double users = 0, devices = 0, memberships = 0, squares = 0;
        foreach (var traced in trace.Events)
        {
            switch (traced.Action)
            {
                case TraceAction.RegisterUser register:
                    users++;
                    devices += register.Devices.Length;
                    break;
                case TraceAction.CreateGroup create:
                    double size = create.Members.Length + 1;
                    memberships += size;
                    squares += size * size;
                    break;
                default:
                    break;
            }
        }

        return memberships == 0 || users == 0
            ? null
            : new FormPoint(
                Math.Max(FewestUsers, PowerOfTwo(squares / memberships)),
                Math.Max(FewestDevices, PowerOfTwo(devices / users)),
                Math.Max(1, (int)Math.Round(memberships / users)),
                scenario.KeyPackages.Size,
                scenario.Policies.AddPath,
                scenario.KeyPackages.RenewAfterAdd);
    }

    /// <summary>The power of two that is nearest by factor.</summary>
    private static int PowerOfTwo(double number) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Ceiling(number / Math.Sqrt(2)));
}
