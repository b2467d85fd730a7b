using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Grains.Post;

namespace Grains.Tests.Support;

/// <summary>Changes one bit of the first letter of one sender; leaves all else alone.</summary>
internal sealed class FlipOneOctet(ActorId sender) : IMailFaults
{
    public ImmutableArray<Envelope> Apply(RunSettings settings, Envelope envelope)
    {
        if (envelope.Sender != sender || envelope.Sequence != 1)
        {
            return [envelope];
        }

        var body = envelope.Body.Span.ToArray();
        body[^1] ^= 1;
        return [envelope with { Letter = envelope.Letter with { Body = Octets.Own(body) } }];
    }
}
