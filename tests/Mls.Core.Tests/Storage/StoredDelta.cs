using Mls.Core.Storage;
using Mls.Core.Wire;

namespace Mls.Core.Tests.Storage;

/// <summary>A delta that outlives its operation.</summary>
internal sealed record StoredDelta(List<(OpaqueBytes Key, byte[] Value)> Puts, List<OpaqueBytes> Deletes)
{
    public static StoredDelta Of(GroupDelta delta) => new([.. delta.Puts.Select(put => (put.Key, put.Value.ToArray()))], [.. delta.Deletes]);

    public GroupDelta ToDelta()
    {
        var delta = new GroupDelta();
        Puts.ForEach(put => delta.Put(put.Key, put.Value));
        Deletes.ForEach(delta.Delete);
        return delta;
    }
}
