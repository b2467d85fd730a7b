using Grpc.Core;
using Grpc.Core.Interceptors;
using Xunit;

namespace Interop.Server.Tests;

/// <summary>Ends calls when the test that makes them is cancelled.</summary>
internal sealed class WithCancellation : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, new ClientInterceptorContext<TRequest, TResponse>(
            context.Method, context.Host, context.Options.WithCancellationToken(TestContext.Current.CancellationToken)));
}
