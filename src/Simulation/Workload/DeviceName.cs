using System.Globalization;

namespace Simulation.Workload;

/// <summary>Name of a device, <c>USER/dN</c>, such as <c>u0007/d1</c>.</summary>
public sealed record DeviceName(string Value)
{
    /// <summary>The user before the stroke.</summary>
    public UserName User => new(Value[..Value.IndexOf('/', StringComparison.Ordinal)]);

    /// <summary>The device of a number from 1.</summary>
    public static DeviceName Of(UserName user, int number) => new(string.Create(CultureInfo.InvariantCulture, $"{user.Value}/d{number}"));

    /// <summary>The name.</summary>
    public override string ToString() => Value;
}
