using Grains.Interfaces.Contracts;

namespace Simulation.Measuring;

/// <summary>What actors reported of the operations of one name in one phase.</summary>
internal sealed class OperationTally
{
    public PublicKeyCounts PublicKey { get; set; } = new();

    /// <summary>Of the signatures made, those under records for the directory.</summary>
    public long DirectorySigned { get; set; }

    /// <summary>Of the signatures verified, those under records from the directory.</summary>
    public long DirectoryVerified { get; set; }

    public long Messages { get; set; }

    public long Ciphertexts { get; set; }

    public long Conflicts { get; set; }

    public long Retries { get; set; }

    public long Commits { get; set; }

    public Dictionary<string, long> Skipped { get; } = [];

    public void Skip(string reason, long times = 1) => Skipped[reason] = Skipped.GetValueOrDefault(reason) + times;

    public void Write(BinaryWriter writer)
    {
        foreach (long number in (long[])
            [PublicKey.Seal, PublicKey.Open, PublicKey.Sign, PublicKey.Verify, PublicKey.DeriveKeyPair, DirectorySigned, DirectoryVerified, Messages, Ciphertexts, Conflicts, Retries, Commits])
        {
            writer.Write(number);
        }

        writer.Write(Skipped.Count);
        foreach ((string reason, long times) in Skipped)
        {
            writer.Write(reason);
            writer.Write(times);
        }
    }

    public void Absorb(BinaryReader reader)
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
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            Skip(reader.ReadString(), reader.ReadInt64());
        }
    }
}
