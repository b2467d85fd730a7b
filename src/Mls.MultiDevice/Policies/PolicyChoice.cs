using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Policies;

/// <summary>Which policy of a kind a run has, as its actors are told.</summary>
/// <param name="Kind">The kind, <see cref="PolicyList{T}.Kind"/>.</param>
/// <param name="Name">The policy, <see cref="IPolicy.Name"/>.</param>
public sealed record PolicyChoice(string Kind, string Name) : ITlsStruct<PolicyChoice>
{
    /// <inheritdoc/>
    public static PolicyChoice Read(ref TlsReader reader) => new(reader.ReadText(), reader.ReadText());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteText(Kind);
        writer.WriteText(Name);
    }
}
