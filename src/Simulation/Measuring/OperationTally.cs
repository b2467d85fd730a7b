using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Simulation.Measuring;

/// <summary>What actors reported of the operations of one name in one phase, or of a single one.</summary>
internal sealed class OperationTally
{
    private static readonly PublicKeyCounts NoPublicKey = new();

    // There is one tally for each operation of the trace: most of them have skipped nothing.
    private ImmutableDictionary<string, long> _skipped = ImmutableDictionary<string, long>.Empty;

    public PublicKeyCounts PublicKey { get; private set; } = NoPublicKey;

    /// <summary>Of the signatures made, those under records for the directory.</summary>
    public long DirectorySigned { get; private set; }

    /// <summary>Of the signatures verified, those under records from the directory.</summary>
    public long DirectoryVerified { get; private set; }

    public long Messages { get; private set; }

    public long Ciphertexts { get; private set; }

    public long Conflicts { get; private set; }

    public long Retries { get; private set; }

    public long Commits { get; private set; }

    /// <summary>What was given up, by reason.</summary>
    public IReadOnlyDictionary<string, long> Skipped => _skipped;

    /// <summary>Whether an observation is counted here.</summary>
    public static bool Counts(Observation what) => what is Observation.PublicKeyOperations or Observation.DirectoryUsed or Observation.MessagesSent
        or Observation.CommitAccepted or Observation.Conflict or Observation.Retried or Observation.OperationSkipped;

    /// <summary>Counts an observation.</summary>
    public void Observe(Observation what)
    {
        switch (what)
        {
            case Observation.PublicKeyOperations(var counts):
                PublicKey = PublicKey.Add(counts);
                break;
            case Observation.DirectoryUsed(var signed, var verified):
                DirectorySigned += signed;
                DirectoryVerified += verified;
                break;
            case Observation.MessagesSent(var messages, var ciphertexts):
                Messages += messages;
                Ciphertexts += ciphertexts;
                break;
            case Observation.CommitAccepted:
                Commits++;
                break;
            case Observation.Conflict:
                Conflicts++;
                break;
            case Observation.Retried:
                Retries++;
                break;
            case Observation.OperationSkipped(var reason):
                Skip(reason, 1);
                break;
            default:
                break;
        }
    }

    /// <summary>Adds another tally so many times; -1 takes it away.</summary>
    public void Add(OperationTally other, int times)
    {
        PublicKey = new PublicKeyCounts
        {
            Seal = PublicKey.Seal + (times * other.PublicKey.Seal),
            Open = PublicKey.Open + (times * other.PublicKey.Open),
            Sign = PublicKey.Sign + (times * other.PublicKey.Sign),
            Verify = PublicKey.Verify + (times * other.PublicKey.Verify),
            DeriveKeyPair = PublicKey.DeriveKeyPair + (times * other.PublicKey.DeriveKeyPair),
        };
        DirectorySigned += times * other.DirectorySigned;
        DirectoryVerified += times * other.DirectoryVerified;
        Messages += times * other.Messages;
        Ciphertexts += times * other.Ciphertexts;
        Conflicts += times * other.Conflicts;
        Retries += times * other.Retries;
        Commits += times * other.Commits;
        foreach (var (reason, skips) in other.Skipped)
        {
            Skip(reason, times * skips);
        }
    }

    public void Write(TlsWriter writer)
    {
        foreach (var number in (long[])
            [PublicKey.Seal, PublicKey.Open, PublicKey.Sign, PublicKey.Verify, PublicKey.DeriveKeyPair, DirectorySigned, DirectoryVerified, Messages, Ciphertexts, Conflicts, Retries, Commits])
        {
            writer.WriteInt64(number);
        }

        writer.Put(_skipped.Count);
        foreach (var (reason, times) in _skipped)
        {
            writer.Put(reason);
            writer.WriteInt64(times);
        }
    }

    public void Absorb(ref TlsReader reader)
    {
        PublicKey = PublicKey.Add(new PublicKeyCounts
        {
            Seal = reader.ReadInt64(),
            Open = reader.ReadInt64(),
            Sign = reader.ReadInt64(),
            Verify = reader.ReadInt64(),
            DeriveKeyPair = reader.ReadInt64(),
        });
        DirectorySigned += reader.ReadInt64();
        DirectoryVerified += reader.ReadInt64();
        Messages += reader.ReadInt64();
        Ciphertexts += reader.ReadInt64();
        Conflicts += reader.ReadInt64();
        Retries += reader.ReadInt64();
        Commits += reader.ReadInt64();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            Skip(reader.ReadText(), reader.ReadInt64());
        }
    }

    private void Skip(string reason, long times)
    {
        long sum = _skipped.GetValueOrDefault(reason) + times;
        _skipped = sum == 0 ? _skipped.Remove(reason) : _skipped.SetItem(reason, sum);
    }
}
