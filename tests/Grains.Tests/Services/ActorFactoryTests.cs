using System.Runtime.CompilerServices;
using Grains.Actors;
using Grains.Interfaces.Contracts;
using Grains.Post;
using Grains.Tests.Modes;
using Mls.Core.Crypto;
using Mls.Core.Wire;
using Mls.MultiDevice;
using Xunit;

namespace Grains.Tests.Services;

public class ActorFactoryTests
{
    [Fact]
    public void A_run_that_is_over_is_forgotten()
    {
        var factory = ModeWorld.Factory();
        var directory = Run(factory);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(directory.IsAlive);
        GC.KeepAlive(factory);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Run(MlsActorFactory factory)
    {
        var directory = new DirectoryLog();
        var settings = new ActorRunSettings { Mode = "multi-client", Suite = CipherSuite.X25519Aes128Sha256Ed25519 };
        var seat = new ActorSeat(new RunKey("test", "multi-client"), ActorId.User("u1"), 1, Octets.Own(Tls.Encode(settings)), directory);
        Assert.NotNull(factory.Create(seat));
        return new WeakReference(directory);
    }
}
