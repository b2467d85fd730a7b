using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Xunit;

namespace TestKit;

/// <summary>A client with its view of one group.</summary>
public sealed class TestMember(TestClient client, Group group) : IDisposable
{
    /// <summary>The client.</summary>
    public TestClient Client { get; } = client;

    /// <summary>Its view.</summary>
    public Group Group { get; set; } = group;

    /// <summary>Its leaf.</summary>
    public LeafIndex Leaf => Group.OwnLeaf;

    /// <summary>Its name.</summary>
    public string Name => Client.Name;

    /// <summary>Receives a Commit and applies it; the test fails where it is not staged.</summary>
    public void Follow(MlsMessage commit)
    {
        using var staged = Stage(commit);
        Group.Apply(staged);
    }

    /// <summary>Receives a Commit; the test fails where it is not staged.</summary>
    public StagedCommit Stage(MlsMessage commit) => Assert.IsType<ReceiveResult.CommitStaged>(Group.Receive(commit)).Staged;

    /// <summary>The application data of a message; the test fails where it is anything else.</summary>
    public ReceiveResult.Application Open(MlsMessage message) => Assert.IsType<ReceiveResult.Application>(Group.Receive(message));

    /// <inheritdoc/>
    public void Dispose()
    {
        Group.Dispose();
        Client.Dispose();
    }
}
