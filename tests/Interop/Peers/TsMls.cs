using System.Text.Json.Nodes;

namespace Interop.Tests.Peers;

/// <summary>The ts-mls driver of one test class, started when the first test asks for it.</summary>
public sealed class TsMls : IAsyncDisposable
{
    private NodePeer? _peer;

    /// <summary>The driver; skips the test where it cannot run here.</summary>
    public NodePeer Peer()
    {
        NodeSetup.Require();
        return _peer ??= NodePeer.Start(NodeSetup.Folder, "driver.mjs");
    }

    /// <summary>What is installed.</summary>
    public Task<JsonObject> HelloAsync(CancellationToken cancellation) => Peer().AskAsync("hello", [], cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _peer?.DisposeAsync() ?? default;
}
