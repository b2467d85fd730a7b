using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Tests.Groups;
using Mls.Core.Tree;
using Mls.Core.Wire;
using TestKit;

namespace Mls.Core.Tests.Fuzz;

/// <summary>What a hostile member can welcome to: any GroupSecrets and any GroupInfo, signed, hashed and sealed properly. An input is the two, the first as a vector.</summary>
internal sealed class InsiderJoinTarget : FuzzTarget
{
    private readonly FuzzScene _scene;

    public InsiderJoinTarget(FuzzScene scene)
    {
        _scene = scene;
        using var pending = scene.Group[0].Group.Commit(new CommitOptions { IncludeReceived = false, Proposals = [new Proposals.Proposal.Add(scene.Bundle.KeyPackage)] });
        var next = pending.Staged.Next!;
        var info = GroupInfoFactory.Create(scene.Group[0].Client.Services, next, withTree: true, withExternalPub: true);
        using var secrets = new GroupSecrets(JoinerSecret.From(pending.Staged.JoinerSecret!.Expose()), null, []);
        using var writer = new TlsWriter();
        writer.WriteOpaque(Tls.Encode(secrets));
        info.Write(writer);
        Seeds = [writer.ToArray()];
    }

    public override string Name => "JoinFromInsider";

    public override IReadOnlyList<byte[]> Seeds { get; }

    public override int Weight => 4;

    /// <summary>A GroupInfo whose tree hash and signature fit, where it decodes; otherwise the octets.</summary>
    public static byte[] Reworked(FuzzScene scene, ReadOnlySpan<byte> octets)
    {
        try
        {
            var info = Tls.Decode<GroupInfo>(octets);
            if (info.Extensions.Find<RatchetTree>(ExtensionType.RatchetTree) is { } tree)
            {
                info = info with { Context = info.Context with { TreeHash = tree.TreeHash(Suites.One) } };
            }

            var signer = scene.Group.Members.FirstOrDefault(member => member.Leaf == info.Signer) ?? scene.Group[0];
            return Tls.Encode(info.Sign(Suites.One, signer.Group.State.Signer));
        }
        catch (MalformedException)
        {
            return octets.ToArray();
        }
    }

    protected override void Execute(byte[] input)
    {
        var reader = new TlsReader(input);
        var secrets = reader.ReadOpaque();
        var info = Reworked(_scene, reader.ReadFixed(reader.Remaining));
        using var joiner = ReadJoiner(secrets);
        using var none = PskSecretBuilder.None(Suites.One);
        using var welcomeSecret = KeySchedule.DeriveWelcome(Suites.One, joiner, none);
        var encryptedInfo = WelcomeSecrets.Seal(Suites.One, welcomeSecret, info);
        var sealedSecrets = Suites.One.EncryptWithLabel(_scene.Bundle.KeyPackage.InitKey, WelcomeSecrets.Label, encryptedInfo.Span, secrets.Span, _scene.Joiner.Services.Random);
        var welcome = new Welcome(Suites.One.Suite, [new EncryptedGroupSecrets(_scene.Bundle.KeyPackage.Ref(Suites.One), sealedSecrets)], encryptedInfo);
        using var bundle = _scene.CopyOfBundle();
        WelcomeReceiver.Join(_scene.Joiner.Services, welcome, bundle, null).Dispose();
    }

    private static JoinerSecret ReadJoiner(OpaqueBytes secrets)
    {
        var reader = new TlsReader(secrets.Span);
        return JoinerSecret.From(reader.ReadOpaqueSpan());
    }
}
