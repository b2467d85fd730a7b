using Mls.Core.Configuration;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace TestKit;

/// <summary>Pre-shared keys that a test has put there.</summary>
public sealed class TestPsks : IPskStore
{
    private readonly Dictionary<OpaqueBytes, ExternalPsk> _external = [];
    private readonly Dictionary<(GroupId Group, Epoch Epoch), ResumptionPsk> _resumption = [];

    /// <summary>Adds an external key; its octets are those of its name, repeated.</summary>
    public TestPsks With(string name)
    {
        var id = OpaqueBytes.FromText(name);
        _external[id] = new ExternalPsk(id.Span);
        return this;
    }

    /// <summary>Adds a resumption key.</summary>
    public TestPsks With(GroupId group, Epoch epoch, ResumptionPsk psk)
    {
        _resumption[(group, epoch)] = psk;
        return this;
    }

    /// <inheritdoc/>
    public ExternalPsk? Find(OpaqueBytes id) => _external.GetValueOrDefault(id);

    /// <inheritdoc/>
    public ResumptionPsk? FindResumption(GroupId group, Epoch epoch) => _resumption.GetValueOrDefault((group, epoch));
}
