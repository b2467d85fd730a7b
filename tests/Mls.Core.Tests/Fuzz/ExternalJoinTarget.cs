using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Validation;
using Mls.Core.Wire;

namespace Mls.Core.Tests.Fuzz;

/// <summary><see cref="PublicGroup.FromGroupInfo"/> and <see cref="ExternalJoiner"/> with any GroupInfo that some member signs.</summary>
internal sealed class ExternalJoinTarget(FuzzScene scene, bool isSigned) : FuzzTarget
{
    public override string Name => isSigned ? "ExternalJoinFromInsider" : "ExternalJoin" + scene.Suffix;

    public override IReadOnlyList<byte[]> Seeds { get; } = [Tls.Encode(scene.Info)];

    public override int Weight => isSigned ? 4 : scene.Suffix.Length == 0 ? 2 : 1;

    protected override void Execute(byte[] input)
    {
        var info = Tls.Decode<GroupInfo>(isSigned ? InsiderJoinTarget.Reworked(scene, input) : input);
        PublicGroup.FromGroupInfo(scene.Joiner.Services, info, null);
        ExternalJoiner.Join(scene.Joiner.Services, info, null, scene.Joiner.Identity, scene.Joiner.Signer, null, []).Dispose();
    }
}
