using Interop.Tests.Clients;
using Interop.Tests.Peers;
using Interop.Tests.Scenarios;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.Schedule;
using Mls.Core.Wire;
using Xunit;

namespace Interop.Tests;

/// <summary>Messages with a wrong octet: both libraries refuse them, and go on with the right ones as if nothing had been.</summary>
public sealed class RefusalTests(TsMls tsMls) : IClassFixture<TsMls>
{
    public static TheoryData<int, string, WireFormat> Three() => Cases.Of(3, brief: true);

    [Theory]
    [MemberData(nameof(Three))]
    public async Task Application_messages(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles, format);
        foreach (var sender in group.Members)
        {
            var message = await sender.ProtectAsync("as sent");
            foreach (var wrong in WrongPrivate(message))
            {
                await group.RefuseAsync(sender, wrong);
            }

            await group.OpenAsync(sender, message, "as sent");
        }
    }

    [Theory]
    [MemberData(nameof(Three))]
    public async Task Proposals(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles, format);
        foreach (var sender in group.Members.Take(2))
        {
            var message = await sender.ProposeAsync(new Change.Update(), format);
            foreach (var wrong in Wrong(message))
            {
                await group.RefuseAsync(sender, wrong);
            }

            await group.BroadcastAsync<Incoming.Proposal>(sender, message);
        }

        await group.CommitAsync(group[2]);
    }

    [Theory]
    [MemberData(nameof(Three))]
    public async Task Commits(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles, format);
        foreach (var committer in group.Members.Take(2))
        {
            var made = await committer.CommitAsync(new CommitPlan { Format = format });
            foreach (var wrong in Wrong(made.Message))
            {
                await group.RefuseAsync(committer, wrong);
            }

            await group.DeliverAsync(committer, made.Message);
            await group.RefuseAsync(committer, made.Message);
            await group.AgreeAndTalkAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Three))]
    public async Task External_Commits(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles[..2], format);
        var newcomer = (await group.NewClientsAsync(roles[2..]))[0];
        var commit = await newcomer.JoinExternallyAsync(await group[0].GroupInfoAsync(withTree: true), null, resync: false);

        foreach (var wrong in WrongPublic(commit))
        {
            await group.RefuseAsync(newcomer, wrong);
        }

        await group.DeliverAsync(newcomer, commit);
        group.Enter(newcomer);
        await group.AgreeAndTalkAsync();
    }

    [Theory]
    [MemberData(nameof(Three))]
    public async Task Welcomes_and_GroupInfos(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles[..2], format);
        var newcomer = (await group.NewClientsAsync(roles[2..]))[0];
        var info = await group[0].GroupInfoAsync(withTree: true);
        await Assert.ThrowsAsync<RefusedException>(() => newcomer.JoinExternallyAsync(Flip(info, info.Length - 1), null, resync: false));

        Change[] changes = [new Change.Add(await newcomer.NewKeyPackageAsync())];
        var made = await group[0].CommitAsync(new CommitPlan { Changes = [.. changes], Format = format });
        var welcome = made.Welcome!.Value;
        foreach (var place in (int[])[welcome.Length - 1, welcome.Length / 2])
        {
            await Assert.ThrowsAsync<RefusedException>(() => newcomer.JoinAsync(Flip(welcome, place), null));
        }

        await group.DeliverAsync(group[0], made.Message);
        await newcomer.JoinAsync(welcome, null);
        group.Enter(newcomer);
        await group.AgreeAndTalkAsync();
    }

    private static IEnumerable<OpaqueBytes> Wrong(OpaqueBytes message) =>
        Tls.Decode<MlsMessage>(message) is MlsMessage.OfPublicMessage ? WrongPublic(message) : WrongPrivate(message);

    /// <summary>Another signature, another confirmation tag, another membership tag, another epoch; each where it is there.</summary>
    private static IEnumerable<OpaqueBytes> WrongPublic(OpaqueBytes octets)
    {
        var message = ((MlsMessage.OfPublicMessage)Tls.Decode<MlsMessage>(octets)).Message;
        yield return Encode(message with { Auth = message.Auth with { Signature = Flip(message.Auth.Signature, 5) } });
        yield return Encode(message with { Content = message.Content with { Epoch = new Epoch(message.Content.Epoch.Value + 1) } });
        if (message.Auth.ConfirmationTag is { } confirmation)
        {
            yield return Encode(message with { Auth = message.Auth with { ConfirmationTag = new MacTag(Flip(confirmation.Octets, 0)) } });
        }

        if (message.MembershipTag is { } membership)
        {
            yield return Encode(message with { MembershipTag = new MacTag(Flip(membership.Octets, 0)) });
        }

        static OpaqueBytes Encode(PublicMessage message) => Tls.EncodeOpaque<MlsMessage>(new MlsMessage.OfPublicMessage(message));
    }

    /// <summary>Other content, another sender, other authenticated data, another content type, another epoch.</summary>
    private static IEnumerable<OpaqueBytes> WrongPrivate(OpaqueBytes octets)
    {
        var message = ((MlsMessage.OfPrivateMessage)Tls.Decode<MlsMessage>(octets)).Message;
        yield return Encode(message with { Ciphertext = Flip(message.Ciphertext, message.Ciphertext.Length - 1) });
        yield return Encode(message with { EncryptedSenderData = Flip(message.EncryptedSenderData, 0) });
        yield return Encode(message with { AuthenticatedData = OpaqueBytes.FromText("more") });
        yield return Encode(message with { ContentType = message.ContentType == ContentType.Application ? ContentType.Proposal : ContentType.Application });
        yield return Encode(message with { Epoch = new Epoch(message.Epoch.Value + 1) });

        static OpaqueBytes Encode(PrivateMessage message) => Tls.EncodeOpaque<MlsMessage>(new MlsMessage.OfPrivateMessage(message));
    }

    private static OpaqueBytes Flip(OpaqueBytes octets, int place)
    {
        var flipped = octets.ToArray();
        flipped[place] ^= 1;
        return OpaqueBytes.Own(flipped);
    }
}
