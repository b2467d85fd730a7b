using Microsoft.Extensions.Hosting;

namespace Silo.Hosting;

/// <summary>A host that starts and ends when it is told: signals belong to the command, which lets a run come to rest first.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
