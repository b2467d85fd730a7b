using Mls.Core.Crypto;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using Mls.Crypto;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Schedule;

public sealed class EpochSecretsTests
{
    private static readonly ICryptoProvider Suite = Suites.One;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_snapshot_restores_to_the_same_octets(bool withoutTaken)
    {
        using var secrets = Create();
        if (withoutTaken)
        {
            secrets.TakeEncryption().Dispose();
            secrets.TakeInit().Dispose();
        }

        var snapshot = Snapshot(secrets);
        using var restored = Restore(snapshot);

        Assert.Equal(snapshot, Snapshot(restored));
        using var external = secrets.DeriveExternalKeyPair(Suite);
        using var again = restored.DeriveExternalKeyPair(Suite);
        Assert.Equal(external.PublicKey, again.PublicKey);
    }

    [Fact]
    public void Asking_for_the_external_key_leaves_the_snapshot_as_it_was()
    {
        using var secrets = Create();
        var snapshot = Snapshot(secrets);

        secrets.DeriveExternalKeyPair(Suite).Dispose();

        Assert.Equal(snapshot, Snapshot(secrets));
    }

    [Fact]
    public void Taking_hands_over_and_disposing_clears_the_rest()
    {
        var secrets = Create();
        using var init = secrets.TakeInit();
        Secret[] rest =
        [
            secrets.SenderData, secrets.Encryption, secrets.Exporter, secrets.External, secrets.ConfirmationKey, secrets.MembershipKey, secrets.ResumptionPsk,
            secrets.EpochAuthenticator,
        ];

        secrets.Dispose();

        Assert.False(init.IsCleared);
        Assert.All(rest, secret => Assert.True(secret.IsCleared, secret.GetType().Name));
        Assert.Throws<InvalidOperationException>(secrets.TakeInit);
        Assert.Throws<InvalidOperationException>(() => secrets.Init);
    }

    [Fact]
    public void Every_truncation_of_a_snapshot_is_malformed()
    {
        using var secrets = Create();
        var snapshot = Snapshot(secrets);

        for (var length = 0; length < snapshot.Length; length++)
        {
            Assert.Throws<MalformedException>(() => Restore(snapshot[..length]));
        }
    }

    [Fact]
    public void External_init_gives_both_sides_the_same_secret()
    {
        using var secrets = Create();
        using var key = secrets.DeriveExternalKeyPair(Suite);

        var (sent, kemOutput) = KeySchedule.SendExternalInit(Suite, key.PublicKey, new SystemRandom())!.Value;
        using var received = KeySchedule.ReceiveExternalInit(Suite, key, kemOutput.Span);

        Assert.True(sent.FixedTimeEquals(received!));
        Assert.Null(KeySchedule.ReceiveExternalInit(Suite, key, kemOutput.Span[1..]));
        sent.Dispose();
    }

    [Fact]
    public void An_export_from_a_kept_root_equals_the_direct_export()
    {
        using var secrets = Create();
        using var direct = Exporter.Export(Suite, secrets.Exporter, "label"u8, "context"u8, 40);
        using var root = Exporter.DeriveExporterRoot(Suite, secrets.Exporter, "label"u8);
        using var fromRoot = Exporter.Export(Suite, root, "context"u8, 40);
        using var other = Exporter.Export(Suite, secrets.Exporter, "label"u8, "other"u8, 40);

        Assert.True(direct.FixedTimeEquals(fromRoot));
        Assert.False(direct.FixedTimeEquals(other));
    }

    private static EpochSecrets Create()
    {
        using var epoch = new EpochSecret(new byte[32]);
        return KeySchedule.FromEpochSecret(Suite, epoch);
    }

    private static byte[] Snapshot(EpochSecrets secrets)
    {
        using var writer = new TlsWriter();
        secrets.Write(writer);
        return writer.ToArray();
    }

    private static EpochSecrets Restore(byte[] snapshot)
    {
        var reader = new TlsReader(snapshot);
        var secrets = EpochSecrets.Read(ref reader, Suite);
        reader.ExpectEnd();
        return secrets;
    }
}
