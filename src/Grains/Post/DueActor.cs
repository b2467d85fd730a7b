using System.Collections.Immutable;
using Grains.Interfaces.Contracts;

namespace Grains.Post;

/// <summary>An actor that has something to do in a quantum.</summary>
internal sealed record DueActor(LocalActor Actor, ImmutableArray<Envelope> Inbox);
