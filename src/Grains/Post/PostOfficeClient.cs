using Grains.Interfaces;
using Orleans.Runtime.Services;

namespace Grains.Post;

/// <summary>Reaches the post office of a given silo, from a grain or from another post office.</summary>
public sealed class PostOfficeClient(IServiceProvider services) : GrainServiceClient<IPostOffice>(services)
{
    /// <summary>The post office of <paramref name="silo"/>.</summary>
    public IPostOffice At(SiloAddress silo) => GetGrainService(silo);
}
