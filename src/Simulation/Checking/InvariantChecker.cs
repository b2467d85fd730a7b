using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Mls.Core.Wire;

namespace Simulation.Checking;

/// <summary>All invariants over the observations of a run. One per silo; parts are put together for the verdict.</summary>
public sealed class InvariantChecker
{
    private readonly Findings _findings = new();
    private readonly DeliveryCheck _deliveries;
    private readonly AttackCheck _attacks;
    private readonly ImmutableArray<ICheck> _checks;

    /// <summary>Nothing observed yet.</summary>
    public InvariantChecker()
    {
        _attacks = new AttackCheck(_findings);
        _deliveries = new DeliveryCheck(_findings);
        _checks =
        [
            new AuthenticatorCheck(_findings),
            new ProcessableCheck(_findings),
            new KeyNonceLedger(_findings),
            new LeafEpochCheck(_findings),
            new ObligationCheck(_findings),
            _deliveries,
            new LetInCheck(_findings),
            _attacks,
        ];
    }

    /// <summary>Violations found so far.</summary>
    public long ViolationCount => _findings.Count;

    /// <summary>Takes an observation. Those of one actor come in their order, all to one checker.</summary>
    public void Observe(Observed observed)
    {
        foreach (var check in _checks)
        {
            check.Observe(observed);
        }
    }

    /// <summary>The verdict, once, when all parts have been put together.</summary>
    public InvariantReport Finish(RunEnd end)
    {
        foreach (var check in _checks)
        {
            check.Finish(end);
        }

        return _findings.Report(_deliveries.Lost, _deliveries.Unjudged) with { OpenedInWindow = _attacks.OpenedInWindow };
    }

    /// <summary>Writes what was kept, for another checker to absorb.</summary>
    public void Write(TlsWriter writer)
    {
        _findings.Write(writer);
        foreach (var check in _checks)
        {
            check.Write(writer);
        }
    }

    /// <summary>Takes in what the checker of another silo wrote.</summary>
    public void Absorb(ref TlsReader reader)
    {
        _findings.Absorb(ref reader);
        foreach (var check in _checks)
        {
            check.Absorb(ref reader);
        }
    }
}
