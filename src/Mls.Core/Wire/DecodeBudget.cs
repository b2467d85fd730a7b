namespace Mls.Core.Wire;

/// <summary>What decoding one input may still allocate: four times the input and a constant. Small values cost more in memory than on the wire,
/// so an input made of nothing else is refused before it is decoded to the end.</summary>
/// <remarks>Counted by estimates and not by the collector, so that all clients refuse the same inputs.</remarks>
internal sealed class DecodeBudget(int octets)
{
    /// <summary>Octets of memory for each octet of input.</summary>
    public const int Factor = 4;

    /// <summary>What any input may take beyond that: enough for a Commit of 65,536 pre-shared keys, one more than there may be.</summary>
    public const int Constant = 1 << 22;

    private long _left = ((long)Factor * octets) + Constant;

    /// <summary>Adds to the budget, for values that weigh more than others.</summary>
    public void Grant(long octets) => _left += octets;

    /// <summary>Takes <paramref name="octets"/> of memory from the budget.</summary>
    /// <returns>Whether there were as many.</returns>
    public bool TrySpend(long octets)
    {
        _left -= octets;
        return _left >= 0;
    }
}
