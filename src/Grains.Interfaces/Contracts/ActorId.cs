namespace Grains.Interfaces.Contracts;

/// <summary>Names one actor within a run: its kind and its name, such as device "u0007/d1", user "u0007" or group "g:family".</summary>
[GenerateSerializer]
[Immutable]
[Alias("actor-id")]
public sealed class ActorId : IEquatable<ActorId>
{
    [NonSerialized]
    private ulong _hash;

    /// <summary>Names an actor; <paramref name="name"/> is not empty and holds no '|', which separates the parts of a grain key.</summary>
    public ActorId(ActorKind kind, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('|', StringComparison.Ordinal))
        {
            throw new ArgumentException("an actor's name holds no '|'", nameof(name));
        }

        Kind = kind;
        Name = name;
    }

    /// <summary>The trace: sender of the commands that start everything.</summary>
    public static ActorId Trace { get; } = new(ActorKind.Outside, "trace");

    /// <summary>What the actor stands for.</summary>
    [Id(0)]
    public ActorKind Kind { get; }

    /// <summary>The name, unique within its kind.</summary>
    [Id(1)]
    public string Name { get; }

    /// <summary>A 64-bit hash of kind and name that is the same in every process, on every machine.</summary>
    public ulong StableHash
    {
        get
        {
            if (_hash == 0)
            {
                _hash = Mixing.Combine(Mixing.Text(Name), (ulong)Kind) | 1;
            }

            return _hash;
        }
    }

    /// <summary>What placement hashes: the user for a user and for its devices ("u0007" of "u0007/d1"), the group for a group.</summary>
    public string PlacementKey
    {
        get
        {
            var slash = Kind == ActorKind.Device ? Name.IndexOf('/', StringComparison.Ordinal) : -1;
            return slash < 0 ? Name : Name[..slash];
        }
    }

    /// <summary>A device, named "USER/DEVICE".</summary>
    public static ActorId Device(string name) => new(ActorKind.Device, name);

    /// <summary>A user's account service.</summary>
    public static ActorId User(string name) => new(ActorKind.User, name);

    /// <summary>A group's delivery service.</summary>
    public static ActorId Group(string name) => new(ActorKind.Group, name);

    /// <inheritdoc/>
    public bool Equals(ActorId? other) =>
        ReferenceEquals(this, other) || (other is not null && Kind == other.Kind && string.Equals(Name, other.Name, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ActorId);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)StableHash);

    /// <summary>The order of keys: by kind, then by the name's code units.</summary>
    public static int Compare(ActorId left, ActorId right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var byKind = ((int)left.Kind).CompareTo((int)right.Kind);
        return byKind != 0 ? byKind : string.CompareOrdinal(left.Name, right.Name);
    }

    /// <summary>Kind and name, for people.</summary>
    public override string ToString() => $"{Kind} {Name}";

    /// <summary>Equality by kind and name.</summary>
    public static bool operator ==(ActorId? left, ActorId? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Inequality by kind and name.</summary>
    public static bool operator !=(ActorId? left, ActorId? right) => !(left == right);
}
