using System.Text.Json;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.KeyPackages;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Conformance.Tests;

public sealed class PassiveClientTests
{
    public static TheoryData<int, string> Welcomes() => Vectors.Rows("passive-client-welcome");

    public static TheoryData<int, string> Commits() => Vectors.Rows("passive-client-handling-commit");

    public static TheoryData<int, string> Random() => Vectors.Rows("passive-client-random");

    [Theory]
    [MemberData(nameof(Welcomes))]
    public void A_client_joins_by_Welcome(int index, string label) => Follow("passive-client-welcome", index, label);

    [Theory]
    [MemberData(nameof(Commits))]
    public void A_client_joins_and_follows_Commits(int index, string label) => Follow("passive-client-handling-commit", index, label);

    [Theory]
    [MemberData(nameof(Random))]
    public void A_client_joins_and_follows_a_long_random_history(int index, string label) => Follow("passive-client-random", index, label);

    private static void Follow(string file, int index, string label)
    {
        var test = Vectors.Case(file, index);
        var crypto = test.Crypto();

        // The published leaves have expired: those of the Welcomes in March 2024, those of the Commits a year later.
        var clock = file == "passive-client-welcome" ? FixedClock.In(2024, 1) : FixedClock.In(2024, 6);
        var services = Services.Seeded(label, crypto) with { Psks = new ExternalPsks(test), Clock = clock };
        var package = Assert.IsType<MlsMessage.OfKeyPackage>(Tls.Decode<MlsMessage>(test.Octets("key_package"))).KeyPackage;
        using var bundle = new KeyPackageBundle(
            package,
            crypto.Kem.ImportPrivateKey(test.Octets("init_priv")),
            crypto.Kem.ImportPrivateKey(test.Octets("encryption_priv")),
            crypto.ImportSignatureKey(test.Octets("signature_priv")));
        var welcome = Assert.IsType<MlsMessage.OfWelcome>(Tls.Decode<MlsMessage>(test.Octets("welcome"))).Welcome;
        var tree = test.GetProperty("ratchet_tree").ValueKind == JsonValueKind.Null ? null : Tls.Decode<RatchetTree>(test.Octets("ratchet_tree"));

        using var group = WelcomeReceiver.Join(services, welcome, bundle, tree);

        Assert.Equal(test.Text("initial_epoch_authenticator"), Convert.ToHexStringLower(group.EpochAuthenticator.Expose()));
        foreach (var epoch in test.GetProperty("epochs").EnumerateArray())
        {
            foreach (var proposal in epoch.GetProperty("proposals").EnumerateArray())
            {
                Assert.IsType<ReceiveResult.ProposalStored>(group.Receive(Tls.Decode<MlsMessage>(Convert.FromHexString(proposal.GetString()!))));
            }

            var result = Assert.IsType<ReceiveResult.CommitStaged>(group.Receive(Tls.Decode<MlsMessage>(epoch.Octets("commit"))));
            using var staged = result.Staged;
            group.Apply(staged);
            Assert.Equal(epoch.Text("epoch_authenticator"), Convert.ToHexStringLower(group.EpochAuthenticator.Expose()));
        }
    }

    private sealed class ExternalPsks(JsonElement test) : IPskStore
    {
        public ExternalPsk? Find(OpaqueBytes id)
        {
            foreach (var psk in test.GetProperty("external_psks").EnumerateArray())
            {
                if (id == new OpaqueBytes(psk.Octets("psk_id")))
                {
                    return new ExternalPsk(psk.Octets("psk"));
                }
            }

            return null;
        }

        public ResumptionPsk? FindResumption(GroupId group, Epoch epoch) => null;
    }
}
