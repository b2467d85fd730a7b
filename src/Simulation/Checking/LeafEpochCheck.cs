using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using Simulation.Measuring;

namespace Simulation.Checking;

/// <summary>The user-group epoch behind a leaf never decreases within one membership. Keeps one number per Commit of a leaf.</summary>
internal sealed class LeafEpochCheck(Findings findings) : ICheck
{
    private readonly Dictionary<(string Group, string User, long Membership), SortedList<long, long>> _leaves = [];

    public void Observe(Observed observed)
    {
        if (observed.What is Observation.ActiveLeaf(var group, var user, var membership, var groupEpoch, var userGroupEpoch))
        {
            Enter(group, user, membership, groupEpoch, userGroupEpoch);
        }
    }

    /// <summary>Judged at the end, because lagging observers report late.</summary>
    public void Finish(RunEnd end)
    {
        foreach (var ((group, user, _), steps) in _leaves)
        {
            for (var i = 0; i < steps.Count; i++)
            {
                findings.Checked(Invariant.ActiveLeafEpoch);
                if (i > 0 && steps.Values[i] < steps.Values[i - 1])
                {
                    string detail = FormattableString.Invariant($"the active leaf went back from user-group epoch {steps.Values[i - 1]} to {steps.Values[i]}");
                    findings.Add(new Violation(Invariant.ActiveLeafEpoch, group, steps.Keys[i], user, detail));
                }
            }
        }
    }

    public void Write(TlsWriter writer)
    {
        writer.Put(_leaves.Sum(leaf => leaf.Value.Count));
        foreach (var ((group, user, membership), steps) in _leaves)
        {
            foreach (var (groupEpoch, userGroupEpoch) in steps)
            {
                writer.Put(group);
                writer.Put(user);
                writer.Put(membership);
                writer.Put(groupEpoch);
                writer.Put(userGroupEpoch);
            }
        }
    }

    public void Absorb(ref TlsReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            Enter(reader.ReadText(), reader.ReadText(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        }
    }

    private void Enter(string group, string user, long membership, long groupEpoch, long userGroupEpoch)
    {
        if (!_leaves.TryGetValue((group, user, membership), out SortedList<long, long>? steps))
        {
            _leaves[(group, user, membership)] = steps = [];
        }

        if (!steps.TryAdd(groupEpoch, userGroupEpoch) && steps[groupEpoch] is var known && known != userGroupEpoch)
        {
            string detail = FormattableString.Invariant($"one says that the active leaf is of user-group epoch {known}, another says {userGroupEpoch}");
            findings.Add(new Violation(Invariant.ActiveLeafEpoch, group, groupEpoch, user, detail));
        }
    }
}
