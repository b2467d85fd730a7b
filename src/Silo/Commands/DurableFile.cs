using System.Text;

namespace Silo.Commands;

/// <summary>Files that are on the disk when they are said to be.</summary>
internal static class DurableFile
{
    /// <summary>Creates a file, in UTF-8.</summary>
    /// <exception cref="IOException">It exists, or the disk is full.</exception>
    public static void Write(string path, string content)
    {
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        stream.Write(Encoding.UTF8.GetBytes(content));
        stream.Flush(flushToDisk: true);
    }
}
