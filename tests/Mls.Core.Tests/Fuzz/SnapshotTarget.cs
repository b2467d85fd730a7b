using Mls.Core.Groups;
using Mls.Core.KeyPackages;
using Mls.Core.Tests.Groups;
using Mls.Core.Wire;
using TestKit;

namespace Mls.Core.Tests.Fuzz;

/// <summary>Snapshots that storage has spoilt: refused as malformed, or restored to something that can be written again.</summary>
internal sealed class SnapshotTarget : FuzzTarget
{
    private readonly Action<byte[]> _read;

    private SnapshotTarget(string name, byte[] seed, Action<byte[]> read)
    {
        Name = name;
        Seeds = [seed];
        _read = read;
    }

    public override string Name { get; }

    public override IReadOnlyList<byte[]> Seeds { get; }

    public override int Weight => 2;

    public static IEnumerable<SnapshotTarget> All(FuzzScene scene)
    {
        var services = scene.Victim.Client.Services;
        yield return new SnapshotTarget("GroupSnapshot", scene.Base, octets =>
        {
            using var group = Snapshots.Restore(octets, services);
            Snapshots.Of(group);
        });
        yield return new SnapshotTarget("PublicGroupSnapshot", Written(writer => GroupSnapshot.WritePublic(writer, scene.Victim.Group.Public)), octets =>
        {
            var reader = new TlsReader(octets);
            GroupSnapshot.ReadPublic(ref reader, Suites.One);
            reader.ExpectEnd();
        });
        using var first = scene.Group[0].Group.Commit(new CommitOptions());
        using var second = scene.Group[0].Group.CommitOn(first.Staged, new CommitOptions());
        yield return new SnapshotTarget("PendingCommitSnapshot", Snapshots.Of([first, second]), octets =>
        {
            foreach (var pending in Snapshots.RestorePending(octets, scene.Group[0].Group).Reverse())
            {
                pending.Dispose();
            }
        });
        using var join = ExternalJoiner.Join(scene.Joiner.Services, scene.Info, null, scene.Joiner.Identity, scene.Joiner.Signer, null, []);
        yield return new SnapshotTarget("ExternalJoinSnapshot", Snapshots.Of(join), octets => Snapshots.RestoreExternalJoin(octets, scene.Joiner.Services).Dispose());
        yield return new SnapshotTarget("KeyPackageBundle", Written(scene.Bundle.Write), octets =>
        {
            var reader = new TlsReader(octets);
            KeyPackageBundle.Read(ref reader).Dispose();
            reader.ExpectEnd();
        });
        using var keys = new JoinKeys(scene.Bundle.KeyPackage.Ref(Suites.One), scene.Bundle.InitKey.Copy(), scene.Bundle.EncryptionKey.Copy(), scene.Bundle.SignatureKey.Copy());
        yield return new SnapshotTarget("JoinKeys", Written(keys.Write), octets =>
        {
            var reader = new TlsReader(octets);
            JoinKeys.Read(ref reader).Dispose();
            reader.ExpectEnd();
        });
    }

    protected override void Execute(byte[] input) => _read(input);

    private static byte[] Written(Action<TlsWriter> write)
    {
        using var writer = new TlsWriter();
        write(writer);
        return writer.ToArray();
    }
}
