using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using Simulation.Measuring;

namespace Simulation.Checking;

/// <summary>No pair of key and nonce is used twice. Keeps the pairs of the newest epochs of each group, so that memory does not grow with the run.</summary>
internal sealed class KeyNonceLedger(Findings findings) : ICheck
{
    private const int KeptEpochs = 32;

    private readonly Dictionary<string, SortedDictionary<long, Dictionary<UInt128, string>>> _groups = [];

    public void Observe(Observed observed)
    {
        if (observed.What is Observation.KeyNonceUsed(var group, var epoch, var high, var low))
        {
            findings.Checked(Invariant.KeyNonceOnce);
            Enter(group, epoch, new UInt128(high, low), observed.Actor.Name);
        }
    }

    public void Finish(RunEnd end)
    {
    }

    public void Write(TlsWriter writer)
    {
        writer.Put(_groups.Sum(group => group.Value.Sum(epoch => epoch.Value.Count)));
        foreach (var (group, epochs) in _groups)
        {
            foreach (var (epoch, pairs) in epochs)
            {
                foreach (var (pair, device) in pairs)
                {
                    writer.Put(group);
                    writer.Put(epoch);
                    writer.Put((ulong)(pair >> 64));
                    writer.Put((ulong)(pair & ulong.MaxValue));
                    writer.Put(device);
                }
            }
        }
    }

    public void Absorb(ref TlsReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            Enter(reader.ReadText(), reader.ReadInt64(), new UInt128(reader.ReadUInt64(), reader.ReadUInt64()), reader.ReadText());
        }
    }

    private void Enter(string group, long epoch, UInt128 pair, string device)
    {
        if (!_groups.TryGetValue(group, out SortedDictionary<long, Dictionary<UInt128, string>>? epochs))
        {
            _groups[group] = epochs = [];
        }

        if (!epochs.TryGetValue(epoch, out Dictionary<UInt128, string>? pairs))
        {
            epochs[epoch] = pairs = [];
        }

        if (!pairs.TryAdd(pair, device))
        {
            findings.Add(new Violation(Invariant.KeyNonceOnce, group, epoch, device, $"has used a pair of key and nonce that {pairs[pair]} had used"));
        }

        if (epochs.Count > KeptEpochs)
        {
            epochs.Remove(epochs.First().Key);
        }
    }
}
