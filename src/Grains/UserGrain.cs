using Grains.Interfaces;
using Grains.Post;

namespace Grains;

/// <summary>Carries a user.</summary>
public sealed class UserGrain(SiloRuns runs) : ActorGrain(runs), IUserGrain;
