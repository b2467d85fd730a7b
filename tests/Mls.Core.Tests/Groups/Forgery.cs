using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Proposals;
using Mls.Core.Wire;
using Xunit;

namespace Mls.Core.Tests.Groups;

/// <summary>An attempt that breaks one rule, and its twin that differs in nothing else and passes.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Name">How it is broken.</param>
/// <param name="Attempt">Makes the attempt, broken or not.</param>
internal sealed record Forgery(ForgedRule Rule, string Name, Action<ForgeryScene, bool> Attempt)
{
    /// <summary>A message to the victim. It travels as octets.</summary>
    public static Forgery Message(ForgedRule rule, string name, Func<ForgeryScene, bool, MlsMessage> make) => new(rule, name, (scene, broken) =>
    {
        var message = Tls.Decode<MlsMessage>(Tls.Encode(make(scene, broken)));
        scene.BeforeReceive();
        var result = scene.Victim.Group.Receive(message);
        Assert.True(result is ReceiveResult.CommitStaged or ReceiveResult.ProposalStored or ReceiveResult.Application, $"the twin came to {result}");
        (result as ReceiveResult.CommitStaged)?.Staged.Dispose();
    });

    /// <summary>A Commit of the attacker, of proposals by value.</summary>
    public static Forgery Commit(ForgedRule rule, string name, Func<ForgeryScene, Proposal[]> bad, Func<ForgeryScene, Proposal[]> good) =>
        Message(rule, name, (scene, broken) => HostileCommitter.Commit(scene.Attacker, broken ? bad(scene) : good(scene)));
}
