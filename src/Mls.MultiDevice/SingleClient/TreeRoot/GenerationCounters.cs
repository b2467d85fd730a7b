using Mls.Core.Wire;
using Mls.MultiDevice.SingleClient.UserGroups;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>One device's counters, one for each use of a seed. A number is given out once, whatever becomes of the message that it was taken for;
/// the counters are stored before anything made with them is sent.</summary>
public sealed class GenerationCounters
{
    private uint _init;
    private uint _leaf;
    private uint _create;

    /// <summary>Restores what <see cref="Write"/> wrote.</summary>
    public static GenerationCounters Read(ref TlsReader reader) =>
        new() { _init = reader.ReadUInt32(), _leaf = reader.ReadUInt32(), _create = reader.ReadUInt32() };

    /// <summary>The next number for <paramref name="use"/>, from 0.</summary>
    /// <exception cref="InvalidOperationException">All 2^32 - 1 are used up.</exception>
    public uint Next(TreeRootUse use)
    {
        switch (use)
        {
            case TreeRootUse.Init:
                return Take(ref _init);
            case TreeRootUse.Leaf:
                return Take(ref _leaf);
            case TreeRootUse.Create:
                return Take(ref _create);
            default:
                throw new ArgumentOutOfRangeException(nameof(use), use, "not a use of a seed");
        }
    }

    /// <summary>Writes the counters.</summary>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteUInt32(_init);
        writer.WriteUInt32(_leaf);
        writer.WriteUInt32(_create);
    }

    private static uint Take(ref uint counter) =>
        counter < uint.MaxValue ? counter++ : throw new InvalidOperationException("all generations of this device are used up");
}
