using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Wire;

namespace Mls.Core.Tests.Fuzz;

/// <summary><see cref="WelcomeReceiver"/> with Welcomes as they arrive.</summary>
internal sealed class JoinTarget(FuzzScene scene) : FuzzTarget
{
    public override string Name => "Join";

    public override IReadOnlyList<byte[]> Seeds { get; } = [Tls.Encode(scene.Welcome), Tls.Encode(scene.WelcomeWithPath)];

    public override int Weight => 3;

    protected override void Execute(byte[] input)
    {
        using var bundle = scene.CopyOfBundle();
        WelcomeReceiver.Join(scene.Joiner.Services, Tls.Decode<Welcome>(input), bundle, null).Dispose();
    }
}
