using Grains.Interfaces.Contracts;
using Mls.Core.Wire;

namespace Simulation.Checking;

/// <summary>One check over the observations of one silo. Parts of several silos are put together before the end, in any order.</summary>
internal interface ICheck
{
    /// <summary>Takes an observation; those of one actor come in their order.</summary>
    void Observe(Observed observed);

    /// <summary>Judges what can be judged at the end only.</summary>
    void Finish(RunEnd end);

    /// <summary>Writes what was kept.</summary>
    void Write(TlsWriter writer);

    /// <summary>Takes in what another silo's check wrote.</summary>
    void Absorb(ref TlsReader reader);
}
