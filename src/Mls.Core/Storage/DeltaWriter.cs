using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>Collects the changes of one operation into a delta and keeps the mirror in step; what is stored already is left out.</summary>
internal sealed class DeltaWriter(RecordMirror mirror) : IDisposable
{
    private readonly TlsWriter _content = new();

    public RecordMirror Mirror => mirror;

    public GroupDelta Delta { get; } = new();

    public void Put(OpaqueBytes key, Action<TlsWriter> write)
    {
        _content.Dispose();
        write(_content);
        var digest = RecordSeal.Append(key, _content);
        if (mirror.Put(key, digest))
        {
            Delta.Put(key, _content.Written);
        }
    }

    public void Put(OpaqueBytes key, Secret secret) => Put(key, writer => writer.WriteSecret(secret));

    public void Delete(OpaqueBytes key)
    {
        if (mirror.Delete(key))
        {
            Delta.Delete(key);
        }
    }

    /// <summary>Puts a node of a tree: those are named by their content and not mirrored.</summary>
    public void PutNode(OpaqueBytes key, Action<TlsWriter> write)
    {
        _content.Dispose();
        write(_content);
        RecordSeal.Append(key, _content);
        Delta.Put(key, _content.Written);
    }

    public void DeleteNode(OpaqueBytes key) => Delta.Delete(key);

    /// <summary>Ends a delta that changes something with the head.</summary>
    public void Finish(Action<TlsWriter, RecordMirror> writeHead)
    {
        if (Delta.IsEmpty)
        {
            return;
        }

        _content.Dispose();
        writeHead(_content, mirror);
        RecordSeal.Append(RecordKeys.Head, _content);
        Delta.Put(RecordKeys.Head, _content.Written);
    }

    public void Dispose() => _content.Dispose();
}
