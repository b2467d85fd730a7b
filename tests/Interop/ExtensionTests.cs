using Interop.Tests.Clients;
using Interop.Tests.Peers;
using Interop.Tests.Scenarios;
using Mls.Core.Framing;
using Mls.Core.Nodes;
using Mls.Core.Wire;
using Xunit;

namespace Interop.Tests;

/// <summary>GroupContextExtensions (RFC 9420, section 12.1.7). The committer is ours in every case: see <see cref="TsMlsFaultTests"/>.</summary>
public sealed class ExtensionTests(TsMls tsMls) : IClassFixture<TsMls>
{
    private static readonly ExtensionList Some = ExtensionList.Empty
        .With(ExtensionType.RequiredCapabilities, Tls.EncodeOpaque(new RequiredCapabilities([Client.OwnExtension], [], [CredentialType.Basic])))
        .With(Client.OwnExtension, OpaqueBytes.FromText("some"));

    private static readonly ExtensionList Others = ExtensionList.Empty.With(Client.OwnExtension, OpaqueBytes.FromText("others"));

    public static TheoryData<int, string, WireFormat> Three() => Cases.Of(3, brief: true);

    [Theory]
    [MemberData(nameof(Three))]
    public async Task Extensions_change_by_value_and_by_reference_and_newcomers_have_them(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, "O" + roles, format);

        await group.CommitAsync(group[0], new CommitPlan { Changes = [new Change.Extensions(Some)] });
        Assert.Equal(Some, ((OurClient)group[0]).Group!.Public.Context.Extensions);
        await group.AddAsync(group[1], await group.NewClientsAsync("OT"));
        await group.ProposeAsync(group[2], new Change.Extensions(Others));
        await group.CommitAsync(group[0]);

        Assert.Equal(Others, ((OurClient)group[0]).Group!.Public.Context.Extensions);
        await group.CommitAsync(group[3]);
    }

    [Theory]
    [MemberData(nameof(Three))]
    public async Task A_group_is_created_with_extensions(int suite, string roles, WireFormat format)
    {
        await using var group = await MixedGroup.StartAsync(tsMls, suite, roles, format, extensions: Some);

        Assert.Equal(Some, group.Members.OfType<OurClient>().First().Group!.Public.Context.Extensions);
        await group.CommitAsync(group[1]);
    }
}
