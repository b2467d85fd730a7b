using Interop.Tests.Peers;
using Xunit;

namespace Interop.Tests;

/// <summary>The process behind ts-mls.</summary>
public sealed class NodePeerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Missing_packages_are_named_with_the_command_that_brings_them()
    {
        NodeSetup.Require();

        Assert.Null(NodeSetup.Missing(NodeSetup.Folder, "node"));
        Assert.Contains("npm ci", NodeSetup.Missing(Path.GetTempPath(), "node"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_Node_is_named() =>
        Assert.Contains("Node 20", NodeSetup.Missing(NodeSetup.Folder, "no-such-node"), StringComparison.Ordinal);

    [Fact]
    public async Task An_error_of_the_driver_is_a_refusal()
    {
        NodeSetup.Require();
        await using var peer = NodePeer.Start(NodeSetup.Folder, "driver.mjs");

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => peer.AskAsync("view", new() { ["client"] = "nobody" }, Cancellation));

        Assert.Contains("no client nobody", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_driver_says_before_it_ends_is_in_the_message()
    {
        var failure = await FailureOfAsync("console.error('last words'); process.exitCode = 1;");

        Assert.Contains("last words", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_driver_that_does_not_answer_is_ended()
    {
        var failure = await FailureOfAsync("process.stdin.resume();", TimeSpan.FromMilliseconds(1));

        Assert.Contains("no answer to hello", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_something_else_is_an_error()
    {
        var failure = await FailureOfAsync("console.log(JSON.stringify({ id: 7, ok: {} }));");

        Assert.Contains("something else", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<IOException> FailureOfAsync(string script, TimeSpan? patience = null)
    {
        NodeSetup.Require();
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "script.mjs"), script, Cancellation);
            await using var peer = NodePeer.Start(folder.FullName, "script.mjs");
            return await Assert.ThrowsAsync<IOException>(() => peer.AskAsync("hello", [], Cancellation, patience));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
