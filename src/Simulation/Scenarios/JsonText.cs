using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Simulation.Scenarios;

/// <summary>JSON, with comments and trailing commas, and the place of everything in it.</summary>
internal sealed class JsonText
{
    private const string HalfPair = "holds half of a surrogate pair, which is no text; must be valid Unicode";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _utf8;
    private readonly Dictionary<string, int> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _values = new(StringComparer.Ordinal);

    private JsonText(byte[] utf8)
    {
        _utf8 = utf8;
        Scan();
        Root = JsonNode.Parse(utf8, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
    }

    /// <summary>The value; null for <c>null</c>.</summary>
    public JsonNode? Root { get; }

    /// <summary>Reads a text.</summary>
    /// <exception cref="JsonFault">It is no JSON, has a key twice in an object, or holds what is no Unicode text.</exception>
    public static JsonText Parse(string text)
    {
        try
        {
            return new JsonText(Strict.GetBytes(text));
        }
        catch (EncoderFallbackException unencodable)
        {
            byte[] before = Encoding.UTF8.GetBytes(text[..unencodable.Index]);
            throw new JsonFault(Place.Of(before, before.Length), "", HalfPair);
        }
    }

    /// <summary>Where the value at a path stands; null where the text has no such value.</summary>
    public Place? PlaceOf(string path) => At(_values, path);

    /// <summary>Where the key of the value at a path stands; null where the text has no such key.</summary>
    public Place? PlaceOfKey(string path) => At(_keys, path);

    private Place? At(Dictionary<string, int> places, string path) => places.TryGetValue(path, out int offset) ? Place.Of(_utf8, offset) : null;

    private void Scan()
    {
        var reader = new Utf8JsonReader(_utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var open = new Stack<Level>();
        var path = "$";
        while (Read(ref reader))
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                open.Pop();
                continue;
            }

            int offset = (int)reader.TokenStartIndex;
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                path = $"{open.Peek().Path}.{Text(ref reader, open.Peek().Path + ".")}";
                if (!_keys.TryAdd(path, offset))
                {
                    throw new JsonFault(Place.Of(_utf8, offset), path, $"is there twice, at {PlaceOfKey(path)} already; allowed: once");
                }

                continue;
            }

            path = open.TryPeek(out Level? level) && level.IsList ? level.NextElement() : path;
            _values[path] = offset;
            if (reader.TokenType == JsonTokenType.String)
            {
                Text(ref reader, path);
            }
            else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                open.Push(new Level(path, reader.TokenType == JsonTokenType.StartArray));
            }
        }
    }

    private bool Read(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (JsonException unreadable)
        {
            throw Explain(unreadable, reader.TokenType == JsonTokenType.None);
        }
    }

    /// <summary>The text of a string or key; an escape may stand for half of a surrogate pair, which the reader finds only now.</summary>
    private string Text(ref Utf8JsonReader reader, string path)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            string place = reader.TokenType == JsonTokenType.PropertyName ? path + Encoding.UTF8.GetString(reader.ValueSpan) : path;
            throw new JsonFault(Place.Of(_utf8, (int)reader.TokenStartIndex), place, HalfPair);
        }
    }

    private JsonFault Explain(JsonException unreadable, bool isFirst)
    {
        var offset = 0;
        for (var line = unreadable.LineNumber ?? 0; line > 0; line--)
        {
            offset += _utf8.AsSpan(offset).IndexOf((byte)'\n') + 1;
        }

        offset = (int)Math.Min(offset + (unreadable.BytePositionInLine ?? 0), _utf8.Length);
        bool atEnd = !_utf8.AsSpan(offset).ContainsAnyExcept(" \t\r\n"u8);
        if (atEnd)
        {
            return isFirst
                ? new JsonFault(null, "", "is empty; must be a JSON object")
                : new JsonFault(Place.Of(_utf8, offset), "", "not readable as JSON: ends while an object, a list or a value is still open");
        }

        string reason = unreadable.Message;
        foreach (var tail in (string[])[" Path:", " LineNumber:"])
        {
            int at = reason.IndexOf(tail, StringComparison.Ordinal);
            reason = at < 0 ? reason : reason[..at];
        }

        return new JsonFault(Place.Of(_utf8, offset), "", $"not readable as JSON: {reason}");
    }

    /// <summary>An object or a list that has begun and not ended.</summary>
    private sealed class Level(string path, bool isList)
    {
        private int _elements;

        public string Path => path;

        public bool IsList => isList;

        public string NextElement() => string.Create(CultureInfo.InvariantCulture, $"{path}[{_elements++}]");
    }
}
