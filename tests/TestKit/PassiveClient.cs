using System.Text.Json;
using Mls.Core.Configuration;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Violations;
using Mls.Core.Wire;
using Mls.Crypto;

namespace TestKit;

/// <summary>Follows a case in the passive-client vector format: a client joins by a Welcome and processes what others have sent.</summary>
public static class PassiveClient
{
    private static readonly string[] Marks = ["welcome", "initial_epoch_authenticator", "epochs"];

    /// <summary>Whether a file's root is an array with cases of the format. A case that lacks something fails when it is followed.</summary>
    public static bool IsFormatOf(JsonElement root) =>
        root.ValueKind == JsonValueKind.Array && root.EnumerateArray().Any(test =>
            test.ValueKind == JsonValueKind.Object && Marks.All(mark => test.TryGetProperty(mark, out _)));

    /// <summary>Follows one case: <see langword="null"/> where all went as published, otherwise what went wrong.</summary>
    public static string? Follow(JsonElement test)
    {
        try
        {
            return FollowOrThrow(test);
        }
        catch (Exception wrong) when (wrong is MalformedException or ProtocolViolationException or ArgumentException
            or InvalidOperationException or KeyNotFoundException or FormatException or JsonException)
        {
            return $"{wrong.GetType().Name}: {wrong.Message}";
        }
    }

    private static string? FollowOrThrow(JsonElement test)
    {
        var crypto = test.Crypto();
        if (Tls.Decode<MlsMessage>(test.Octets("key_package")) is not MlsMessage.OfKeyPackage { KeyPackage: var package })
        {
            return "key_package holds something else";
        }

        if (Tls.Decode<MlsMessage>(test.Octets("welcome")) is not MlsMessage.OfWelcome { Welcome: var welcome })
        {
            return "welcome holds something else";
        }

        var psks = new ExternalPsks(test);
        var services = new GroupServices(crypto, new SeededRandom(1, "passive", "test"), ClockOf(package), new VouchForAll()) { Psks = psks };
        using var bundle = new KeyPackageBundle(
            package,
            crypto.Kem.ImportPrivateKey(test.Octets("init_priv")),
            crypto.Kem.ImportPrivateKey(test.Octets("encryption_priv")),
            crypto.ImportSignatureKey(test.Octets("signature_priv")));
        var tree = test.GetProperty("ratchet_tree").ValueKind == JsonValueKind.Null ? null : Tls.Decode<RatchetTree>(test.Octets("ratchet_tree"));

        using var group = WelcomeReceiver.Join(services, welcome, bundle, tree);
        if (!HasAuthenticator(group, test.Text("initial_epoch_authenticator")))
        {
            return "another epoch authenticator after the Welcome";
        }

        foreach (var epoch in test.GetProperty("epochs").EnumerateArray())
        {
            if (FollowEpoch(group, epoch) is { } wrong)
            {
                return $"after epoch {group.Epoch}: {wrong}";
            }
        }

        return null;
    }

    private static string? FollowEpoch(Group group, JsonElement epoch)
    {
        foreach (var proposal in epoch.GetProperty("proposals").EnumerateArray())
        {
            var stored = group.Receive(Tls.Decode<MlsMessage>(Convert.FromHexString(proposal.GetString()!)));
            if (stored is not ReceiveResult.ProposalStored)
            {
                return $"a proposal gives {stored}";
            }
        }

        var result = group.Receive(Tls.Decode<MlsMessage>(epoch.Octets("commit")));
        if (result is not ReceiveResult.CommitStaged { Staged: var staged })
        {
            return $"the Commit gives {result}";
        }

        using (staged)
        {
            group.Apply(staged);
        }

        return HasAuthenticator(group, epoch.Text("epoch_authenticator")) ? null : "another epoch authenticator";
    }

    private static bool HasAuthenticator(Group group, string published) =>
        string.Equals(published, Convert.ToHexStringLower(group.EpochAuthenticator.Expose()), StringComparison.OrdinalIgnoreCase);

    /// <summary>A vector does not say when it was made. Its own KeyPackage was valid then, so that the clock stands at the end of that.</summary>
    private static FixedClock ClockOf(KeyPackage package)
    {
        var until = package.LeafNode.Source is LeafNodeSource.KeyPackage { Lifetime.NotAfter: var notAfter } ? notAfter : 0;
        var latest = (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        return new FixedClock(DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(until, latest)));
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
