using System.Text;
using System.Text.Json.Nodes;
using Interop.Tests.Peers;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Nodes;
using Mls.Core.Wire;
using Xunit;

namespace Interop.Tests.Clients;

/// <summary>A client of ts-mls, in the driver's process.</summary>
internal sealed class TsMlsClient : Client
{
    private readonly NodePeer _peer;

    private TsMlsClient(NodePeer peer, string name)
        : base(name) => _peer = peer;

    /// <inheritdoc/>
    public override bool IsTsMls => true;

    public static async Task<TsMlsClient> NewAsync(NodePeer peer, CipherSuite suite, string name)
    {
        var client = new TsMlsClient(peer, name);
        await client.AskAsync("client", new() { ["suite"] = suite.Value });
        return client;
    }

    /// <inheritdoc/>
    public override async Task<uint> LeafAsync() => (uint)(await SeeAsync())["leaf"]!;

    /// <inheritdoc/>
    public override Task CreateAsync(OpaqueBytes group, ExtensionList extensions) =>
        AskAsync("create", new() { ["group"] = group.ToString(), ["extensions"] = ToJson(extensions) });

    /// <inheritdoc/>
    public override async Task<OpaqueBytes> NewKeyPackageAsync() => Octets(await AskAsync("keyPackage", []), "keyPackage");

    /// <inheritdoc/>
    public override Task AddPskAsync(OpaqueBytes id, OpaqueBytes secret) =>
        AskAsync("psk", new() { ["psk"] = id.ToString(), ["secret"] = secret.ToString() });

    /// <inheritdoc/>
    public override async Task<OpaqueBytes> ProposeAsync(Change change, WireFormat format) =>
        Octets(await AskAsync("propose", new() { ["proposal"] = ToJson(change), ["open"] = format == WireFormat.PublicMessage }), "message");

    /// <inheritdoc/>
    public override async Task<CommitMade> CommitAsync(CommitPlan plan)
    {
        var answer = await AskAsync("commit", new()
        {
            ["proposals"] = new JsonArray([.. plan.Changes.Select(ToJson)]),
            ["open"] = plan.Format == WireFormat.PublicMessage,
            ["treeInWelcome"] = plan.TreeInWelcome,
        });
        return new CommitMade(Octets(answer, "message"), answer["welcome"] is null ? null : Octets(answer, "welcome"));
    }

    /// <inheritdoc/>
    public override Task AcceptAsync() => AskAsync("accept", []);

    /// <inheritdoc/>
    public override Task<Incoming> ReceiveAsync(OpaqueBytes message) => ReceiveAsync(message, asIs: false);

    /// <summary>Receives without the detour for a place that is given away at once where <paramref name="asIs"/>.</summary>
    public async Task<Incoming> ReceiveAsync(OpaqueBytes message, bool asIs)
    {
        var answer = await AskAsync("receive", new() { ["message"] = message.ToString(), ["asIs"] = asIs });
        return (string?)answer["kind"] switch
        {
            "application" => new Incoming.Application(Encoding.UTF8.GetString(Octets(answer, "data").Span)),
            "proposal" => new Incoming.Proposal(),
            "commit" => new Incoming.Commit(),
            "removed" => new Incoming.Removed(),
            var other => throw new IOException($"kind {other}"),
        };
    }

    /// <inheritdoc/>
    public override Task JoinAsync(OpaqueBytes welcome, OpaqueBytes? tree) =>
        AskAsync("join", new() { ["welcome"] = welcome.ToString(), ["tree"] = tree?.ToString() });

    /// <inheritdoc/>
    public override Task<OpaqueBytes> GroupInfoAsync(bool withTree) => GroupInfoAsync(withTree, asIs: false);

    /// <summary>A GroupInfo as ts-mls makes it where <paramref name="asIs"/>, otherwise with the detour for external_pub.</summary>
    public async Task<OpaqueBytes> GroupInfoAsync(bool withTree, bool asIs) =>
        Octets(await AskAsync("groupInfo", new() { ["tree"] = withTree, ["asIs"] = asIs }), "groupInfo");

    /// <inheritdoc/>
    public override Task<OpaqueBytes> JoinExternallyAsync(OpaqueBytes groupInfo, OpaqueBytes? tree, bool resync) =>
        JoinExternallyAsync(groupInfo, tree, resync, asIs: false);

    /// <summary>An external Commit, without the detour for external_pub where <paramref name="asIs"/>.</summary>
    public async Task<OpaqueBytes> JoinExternallyAsync(OpaqueBytes groupInfo, OpaqueBytes? tree, bool resync, bool asIs) => Octets(
        await AskAsync(
            "externalJoin", new() { ["groupInfo"] = groupInfo.ToString(), ["tree"] = tree?.ToString(), ["resync"] = resync, ["asIs"] = asIs }),
        "message");

    /// <inheritdoc/>
    public override async Task<OpaqueBytes> ProtectAsync(string text) =>
        Octets(await AskAsync("protect", new() { ["data"] = OpaqueBytes.FromText(text).ToString() }), "message");

    /// <inheritdoc/>
    public override async Task<EpochView> ViewAsync()
    {
        var seen = await SeeAsync();
        return new EpochView(
            (ulong)seen["epoch"]!,
            Octets(seen, "authenticator"),
            Octets(seen, "treeHash"),
            Octets(seen, "computedTreeHash"),
            Octets(seen, "transcriptHash"),
            Octets(seen, "tree"),
            Octets(seen, "exported"));
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        try
        {
            await AskAsync("dispose", []);
        }
        catch (IOException)
        {
            // The driver has ended, and the client with it; the call that ended it has said so.
        }
    }

    private Task<JsonObject> SeeAsync() =>
        AskAsync("view", new() { ["label"] = EpochView.Label, ["context"] = EpochView.Context.ToString(), ["length"] = EpochView.Length });

    private Task<JsonObject> AskAsync(string verb, JsonObject arguments)
    {
        arguments["client"] = Name;
        return _peer.AskAsync(verb, arguments, TestContext.Current.CancellationToken);
    }

    private static JsonObject ToJson(Change change) => change switch
    {
        Change.Add add => new() { ["type"] = "add", ["keyPackage"] = add.KeyPackage.ToString() },
        Change.Update => new() { ["type"] = "update" },
        Change.Remove remove => new() { ["type"] = "remove", ["leaf"] = remove.Leaf },
        Change.ExternalPsk psk => new() { ["type"] = "psk", ["psk"] = psk.Id.ToString() },
        Change.ResumptionPsk psk => new() { ["type"] = "resumption", ["group"] = psk.Group.ToString(), ["epoch"] = psk.Epoch },
        Change.Extensions extensions => new() { ["type"] = "extensions", ["extensions"] = ToJson(extensions.List) },
        _ => throw new ArgumentException($"no proposal {change}", nameof(change)),
    };

    private static JsonArray ToJson(ExtensionList extensions) =>
        [.. extensions.Items.Select(one => new JsonObject { ["type"] = one.Type.Value, ["data"] = one.Data.ToString() })];

    private static OpaqueBytes Octets(JsonObject answer, string property) => OpaqueBytes.FromHex((string)answer[property]!);
}
