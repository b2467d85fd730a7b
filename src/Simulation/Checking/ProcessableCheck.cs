using Grains.Interfaces.Contracts;
using Mls.Core.Wire;

namespace Simulation.Checking;

/// <summary>No accepted Commit is reported as unprocessable. Keeps nothing.</summary>
internal sealed class ProcessableCheck(Findings findings) : ICheck
{
    public void Observe(Observed observed)
    {
        switch (observed.What)
        {
            case Observation.EpochEntered { Joined: false }:
                findings.Checked(Invariant.CommitProcessable);
                break;
            case Observation.CommitUnprocessable(var group, var epoch, var reason):
                findings.Checked(Invariant.CommitProcessable);
                findings.Add(new Violation(Invariant.CommitProcessable, group, epoch, observed.Actor.Name, reason));
                break;
            default:
                break;
        }
    }

    public void Finish(RunEnd end)
    {
    }

    public void Write(TlsWriter writer)
    {
    }

    public void Absorb(ref TlsReader reader)
    {
    }
}
