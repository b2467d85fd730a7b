using System.Text;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Conformance.Tests;

public sealed class KeyScheduleTests
{
    private const string File = "key-schedule";

    public static TheoryData<int, string> Cases() => Vectors.Rows(File);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Five_epochs_give_the_published_secrets(int index, string label)
    {
        Assert.NotEmpty(label);
        var test = Vectors.Case(File, index);
        var crypto = test.Crypto();
        var init = new InitSecret(test.Octets("initial_init_secret"));
        foreach (var epoch in test.GetProperty("epochs").EnumerateArray())
        {
            var context = epoch.Octets("group_context");
            using var commit = new CommitSecret(epoch.Octets("commit_secret"));
            using var psk = new PskSecret(epoch.Octets("psk_secret"));

            using var joiner = KeySchedule.DeriveJoiner(crypto, init, commit, context);
            using var welcome = KeySchedule.DeriveWelcome(crypto, joiner, psk);
            using var secrets = KeySchedule.DeriveEpoch(crypto, joiner, psk, context);

            Assert.Equal(epoch.Octets("joiner_secret"), joiner.Expose());
            Assert.Equal(epoch.Octets("welcome_secret"), welcome.Expose());
            Assert.Equal(epoch.Octets("init_secret"), secrets.Init.Expose());
            Assert.Equal(epoch.Octets("sender_data_secret"), secrets.SenderData.Expose());
            Assert.Equal(epoch.Octets("encryption_secret"), secrets.Encryption.Expose());
            Assert.Equal(epoch.Octets("exporter_secret"), secrets.Exporter.Expose());
            Assert.Equal(epoch.Octets("epoch_authenticator"), secrets.EpochAuthenticator.Expose());
            Assert.Equal(epoch.Octets("external_secret"), secrets.External.Expose());
            Assert.Equal(epoch.Octets("confirmation_key"), secrets.ConfirmationKey.Expose());
            Assert.Equal(epoch.Octets("membership_key"), secrets.MembershipKey.Expose());
            Assert.Equal(epoch.Octets("resumption_psk"), secrets.ResumptionPsk.Expose());
            using var external = secrets.DeriveExternalKeyPair(crypto);
            Assert.Equal(new OpaqueBytes(epoch.Octets("external_pub")), external.PublicKey.Octets);

            var exporter = epoch.GetProperty("exporter");
            var exporterLabel = Encoding.UTF8.GetBytes(exporter.Text("label"));
            var length = (int)exporter.Number("length");
            using var exported = Exporter.Export(crypto, secrets.Exporter, exporterLabel, exporter.Octets("context"), length);
            Assert.Equal(exporter.Octets("secret"), exported.Expose());
            init.Dispose();
            init = secrets.TakeInit();
        }

        init.Dispose();
    }
}
