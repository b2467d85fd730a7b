using Grpc.Core;
using Xunit;

namespace Interop.Server.Tests;

/// <summary>Calls that must be refused.</summary>
public static class Refusals
{
    /// <summary>Fails the test unless the answer is INVALID_ARGUMENT with a message, which it gives.</summary>
    public static async Task<string> RefusedAsync<T>(AsyncUnaryCall<T> call)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.NotEmpty(refused.Status.Detail);
        return refused.Status.Detail;
    }
}
