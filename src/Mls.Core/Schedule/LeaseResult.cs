namespace Mls.Core.Schedule;

/// <summary>What became of asking a <see cref="SecretTree"/> for a message key.</summary>
public abstract class LeaseResult
{
    private LeaseResult()
    {
    }

    /// <summary>The key is there; the receiver of this result owns the lease.</summary>
    public sealed class Leased : LeaseResult
    {
        internal Leased(MessageKeyLease lease) => Lease = lease;

        /// <summary>The key on loan.</summary>
        public MessageKeyLease Lease { get; }
    }

    /// <summary>The key was used, or was dropped because too many were kept.</summary>
    public sealed class AlreadyConsumed : LeaseResult
    {
        private AlreadyConsumed()
        {
        }

        internal static AlreadyConsumed Instance { get; } = new();
    }

    /// <summary>The generation lies more than <see cref="SecretTreeLimits.MaxForward"/> beyond the next.</summary>
    public sealed class TooFarAhead : LeaseResult
    {
        private TooFarAhead()
        {
        }

        internal static TooFarAhead Instance { get; } = new();
    }

    /// <summary>The tree has no such leaf.</summary>
    public sealed class NoSuchLeaf : LeaseResult
    {
        private NoSuchLeaf()
        {
        }

        internal static NoSuchLeaf Instance { get; } = new();
    }
}
