using Interop.Server.Protos;

namespace Interop.Server.Tests;

/// <summary>A client in a script: where it lives and the ids that its server gave it.</summary>
public sealed class Actor(string name, MLSClient.MLSClientClient client)
{
    public string Name { get; } = name;

    public MLSClient.MLSClientClient Client { get; } = client;

    public uint State { get; set; }

    public uint Transaction { get; set; }

    public uint Signer { get; set; }

    public uint ReInit { get; set; }
}
