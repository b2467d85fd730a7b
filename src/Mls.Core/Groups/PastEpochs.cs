using Mls.Core.Configuration;
using Mls.Core.Identifiers;
using Mls.Core.Secrets;

namespace Mls.Core.Groups;

/// <summary>The past epochs that a member still holds, newest last, within <see cref="GroupLimits"/>.</summary>
internal sealed class PastEpochs(GroupLimits limits) : IDisposable
{
    private readonly List<PastEpoch> _epochs = [];
    private readonly SortedDictionary<ulong, ResumptionPsk> _resumption = [];

    public IReadOnlyList<PastEpoch> Epochs => _epochs;

    public IReadOnlyDictionary<ulong, ResumptionPsk> ResumptionPsks => _resumption;

    public PastEpoch? Find(Epoch epoch) => _epochs.Find(one => one.Public.Epoch == epoch);

    public ResumptionPsk? FindResumptionPsk(Epoch epoch) => _resumption.GetValueOrDefault(epoch.Value);

    /// <summary>Clears the epochs that ended longer ago than <see cref="GroupLimits.PastEpochAge"/>.</summary>
    /// <param name="now">In milliseconds since 1970-01-01 UTC.</param>
    public void Forget(long now)
    {
        if (limits.PastEpochAge is not { } age)
        {
            return;
        }

        foreach (var epoch in _epochs)
        {
            if (IsOver(epoch, now, age))
            {
                epoch.Dispose();
            }
        }

        _epochs.RemoveAll(epoch => IsOver(epoch, now, age));
    }

    public void Add(PastEpoch epoch)
    {
        _epochs.Add(epoch);
        while (_epochs.Count > limits.PastEpochs)
        {
            _epochs[0].Dispose();
            _epochs.RemoveAt(0);
        }
    }

    public void Add(Epoch epoch, ResumptionPsk psk)
    {
        _resumption.Add(epoch.Value, psk);
        while (_resumption.Count > limits.ResumptionPsks)
        {
            var (oldest, secret) = _resumption.First();
            secret.Dispose();
            _resumption.Remove(oldest);
        }
    }

    public void Dispose()
    {
        foreach (var epoch in _epochs)
        {
            epoch.Dispose();
        }

        foreach (var psk in _resumption.Values)
        {
            psk.Dispose();
        }

        _epochs.Clear();
        _resumption.Clear();
    }

    private static bool IsOver(PastEpoch epoch, long now, TimeSpan age) => now - epoch.EndedAt >= age.TotalMilliseconds;
}
