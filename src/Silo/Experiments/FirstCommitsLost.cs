using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Grains.Post;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Silo.Experiments;

/// <summary>A network that loses the first Commit that a removal sends to each group.</summary>
internal sealed class FirstCommitsLost : IMailFaults
{
    /// <summary>The name of the operation that is disturbed.</summary>
    public const string Operation = "remove-device";

    private readonly HashSet<ActorId> _lost = [];

    /// <inheritdoc/>
    public ImmutableArray<Envelope> Apply(RunSettings settings, Envelope envelope) =>
        envelope.Kind == MailKinds.Group
        && envelope.Operation.Name == Operation
        && Tls.Decode<GroupMail>(envelope.Body.Span) is GroupMail.Submit
        && _lost.Add(envelope.Recipient)
            ? []
            : [envelope];
}
