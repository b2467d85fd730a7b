using Grains.Policies.Delivery;
using Grains.Policies.Propagation;
using Mls.MultiDevice.Policies.Committer;

namespace Grains.Policies;

/// <summary>The policies of one run, resolved when its actors are made.</summary>
/// <param name="Delivery">Which Commit wins.</param>
/// <param name="Committer">Who of a user's devices commits.</param>
/// <param name="Propagation">When rotations reach the groups.</param>
public sealed record RunPolicies(IDeliveryPolicy Delivery, ICommitterPolicy Committer, IPropagationPolicy Propagation);
