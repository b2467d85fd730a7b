using Mls.Core.Storage;
using Mls.Core.Wire;

namespace Mls.Core.Clients;

/// <summary>Where one client keeps everything: a part for itself and one for each of its groups. In a database, one table with a key of (part, key).</summary>
/// <remarks>One client at a time. Different parts are used at the same time, one part never by two calls at once. What <see cref="IGroupStore"/> asks of a store holds for each part.</remarks>
public interface IClientStore
{
    /// <summary>The part of that name; empty until something is committed to it.</summary>
    /// <param name="name">At most 33 octets; not secret.</param>
    IGroupStore Part(OpaqueBytes name);

    /// <summary>Deletes everything in a part, durably and so that nothing of the values remains. Where there is nothing, nothing happens; where it fails halfway, it is called again.</summary>
    /// <param name="name">The part's name.</param>
    /// <param name="cancellationToken">Asks to give up; whoever gives up throws.</param>
    Task DeleteAsync(OpaqueBytes name, CancellationToken cancellationToken);
}
