using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Grains.Post;

namespace Silo.Tests.Planted;

/// <summary>A network that changes or loses mail.</summary>
/// <param name="change">What arrives instead; <see langword="null"/> where it is lost.</param>
internal sealed class ChangedMail(Func<Envelope, Envelope?> change) : IMailFaults
{
    public ImmutableArray<Envelope> Apply(RunSettings settings, Envelope envelope) => change(envelope) is { } changed ? [changed] : [];

    public static Envelope WithBody(Envelope envelope, byte[] body) => envelope with { Letter = envelope.Letter with { Body = Octets.Own(body) } };
}
