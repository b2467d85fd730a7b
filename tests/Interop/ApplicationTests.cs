using Interop.Tests.Clients;
using Interop.Tests.Peers;
using Interop.Tests.Scenarios;
using Mls.Core.Framing;
using Mls.Core.Wire;
using Xunit;

namespace Interop.Tests;

/// <summary>Application messages beside those that every scenario exchanges in every epoch: late, early, repeated, empty and long ones.</summary>
public sealed class ApplicationTests(TsMls tsMls) : IClassFixture<TsMls>
{
    public static TheoryData<int, string, WireFormat> Four() => Cases.Of(4, brief: true);

    [Theory]
    [MemberData(nameof(Four))]
    public async Task Messages_of_one_epoch_arrive_in_any_order_and_once(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles, format);
        foreach (var sender in group.Members)
        {
            var messages = await SendAsync(sender, "a", "b", "c", "d");

            foreach (var i in (int[])[3, 0, 2, 1])
            {
                await group.OpenAsync(sender, messages[i], "abcd"[i..(i + 1)]);
            }

            await group.RefuseAsync(sender, messages[3]);
            await group.RefuseAsync(sender, messages[0]);
        }
    }

    [Theory]
    [MemberData(nameof(Four))]
    public async Task Messages_arrive_after_the_epoch_they_belong_to(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles, format);
        Dictionary<Client, OpaqueBytes[]> late = [];
        foreach (var sender in group.Members)
        {
            late[sender] = await SendAsync(sender, "first", "second", "third");
            await group.OpenAsync(sender, late[sender][1], "second");
        }

        await group.CommitAsync(group[1]);
        foreach (var sender in group.Members)
        {
            await group.OpenAsync(sender, late[sender][2], "third");
        }

        await group.CommitAsync(group[2]);
        foreach (var sender in group.Members)
        {
            await group.OpenAsync(sender, late[sender][0], "first");
            await group.RefuseAsync(sender, late[sender][1]);
        }
    }

    [Theory]
    [MemberData(nameof(Four))]
    public async Task Empty_and_long_messages_arrive(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles, format);
        foreach (var length in (int[])[0, 63, 64, 16_383, 16_384, 100_000])
        {
            var text = new string('x', length);
            foreach (var sender in group.Members.Take(2))
            {
                await group.OpenAsync(sender, await sender.ProtectAsync(text), text);
            }
        }
    }

    private static async Task<OpaqueBytes[]> SendAsync(Client sender, params string[] texts)
    {
        List<OpaqueBytes> messages = [];
        foreach (var text in texts)
        {
            messages.Add(await sender.ProtectAsync(text));
        }

        return [.. messages];
    }
}
