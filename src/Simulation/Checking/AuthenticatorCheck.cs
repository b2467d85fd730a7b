using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using Simulation.Measuring;

namespace Simulation.Checking;

/// <summary>All members of an epoch show the same authenticator. Keeps one hash per epoch.</summary>
internal sealed class AuthenticatorCheck(Findings findings) : ICheck
{
    private readonly Dictionary<(string Group, long Epoch), (ulong Hash, string Device)> _first = [];

    public void Observe(Observed observed)
    {
        if (observed.What is Observation.EpochEntered(var group, var epoch, var hash, _))
        {
            findings.Checked(Invariant.EpochAuthenticator);
            Compare(group, epoch, hash, observed.Actor.Name);
        }
    }

    public void Finish(RunEnd end)
    {
    }

    public void Write(TlsWriter writer)
    {
        writer.Put(_first.Count);
        foreach (var ((group, epoch), (hash, device)) in _first)
        {
            writer.Put(group);
            writer.Put(epoch);
            writer.Put(hash);
            writer.Put(device);
        }
    }

    public void Absorb(ref TlsReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            Compare(reader.ReadText(), reader.ReadInt64(), reader.ReadUInt64(), reader.ReadText());
        }
    }

    private void Compare(string group, long epoch, ulong hash, string device)
    {
        if (!_first.TryAdd((group, epoch), (hash, device)) && _first[(group, epoch)] is var (other, holder) && other != hash)
        {
            findings.Add(new Violation(Invariant.EpochAuthenticator, group, epoch, device, $"has another epoch authenticator than {holder}"));
        }
    }
}
