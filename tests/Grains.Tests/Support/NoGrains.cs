using System.Reflection;

namespace Grains.Tests.Support;

/// <summary>A grain factory for tests that call no grain.</summary>
public class NoGrains : DispatchProxy
{
    public static IGrainFactory Factory => Create<IGrainFactory, NoGrains>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => null;
}
