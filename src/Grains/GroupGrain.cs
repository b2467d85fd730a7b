using Grains.Interfaces;
using Grains.Post;

namespace Grains;

/// <summary>Carries a group.</summary>
public sealed class GroupGrain(SiloRuns runs) : ActorGrain(runs), IGroupGrain;
