using System.Collections.Immutable;
using System.Globalization;

namespace Silo.Tests.Telemetry;

/// <summary>Reads the text format of Prometheus, version 0.0.4, and takes nothing that it does not allow.</summary>
internal sealed class PrometheusText
{
    private static readonly string[] Types = ["counter", "gauge", "histogram", "summary", "untyped"];

    private readonly List<PrometheusFamily> _families = [];
    private readonly HashSet<string> _series = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _helps = new(StringComparer.Ordinal);

    private PrometheusText()
    {
    }

    /// <summary>The metrics in order.</summary>
    /// <exception cref="FormatException">A line breaks the format; the message has its number.</exception>
    public static ImmutableArray<PrometheusFamily> Parse(string text)
    {
        if (!text.EndsWith('\n'))
        {
            throw new FormatException("the last line has no end");
        }

        var parsed = new PrometheusText();
        string[] lines = text.Split('\n')[..^1];
        for (var i = 0; i < lines.Length; i++)
        {
            try
            {
                parsed.Take(lines[i]);
            }
            catch (FormatException broken)
            {
                throw new FormatException($"line {i + 1}: {broken.Message}: {lines[i]}", broken);
            }
        }

        parsed._families.ForEach(CheckHistogram);
        return [.. parsed._families.Select(family => family with { Help = parsed._helps.GetValueOrDefault(family.Name, "") })];
    }

    private void Take(string line)
    {
        if (line.StartsWith("# HELP ", StringComparison.Ordinal))
        {
            string[] words = line.Split(' ', 4);
            Expect(words.Length == 4 && IsName(words[2]) && _helps.TryAdd(words[2], words[3]), "no help, or a second one");
            Expect(_families.Count == 0 || _families[^1].Name != words[2] || _families[^1].Samples.IsEmpty, "help after samples");
        }
        else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
        {
            string[] words = line.Split(' ');
            Expect(words.Length == 4 && IsName(words[2]) && Types.Contains(words[3]), "no type");
            Expect(_families.TrueForAll(family => family.Name != words[2]), "a second type");
            _families.Add(new PrometheusFamily(words[2], words[3], "", []));
        }
        else if (line.Length > 0 && line[0] != '#')
        {
            TakeSample(line);
        }
    }

    private void TakeSample(string line)
    {
        Expect(_families.Count > 0, "a sample before any type");
        int end = line.IndexOfAny(['{', ' ']);
        Expect(end > 0 && IsName(line[..end]), "no name");
        string name = line[..end];
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        string rest = line[end] == '{' ? TakeLabels(line[(end + 1)..], labels) : line[end..];
        Expect(rest.StartsWith(' '), "no blank before the value");
        string[] numbers = rest[1..].Split(' ');
        Expect(numbers.Length is 1 or 2 && (numbers.Length == 1 || long.TryParse(numbers[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)), "no timestamp");
        PrometheusFamily family = _families[^1];
        Expect(Belongs(name, family), $"a sample of something else than {family.Name}");
        Expect(_series.Add(name + string.Join(',', labels.OrderBy(label => label.Key, StringComparer.Ordinal))), "a second value of one series");
        _families[^1] = family with { Samples = family.Samples.Add(new PrometheusFamily.Sample(name, labels.ToImmutableSortedDictionary(StringComparer.Ordinal), Number(numbers[0]))) };
    }

    /// <summary>Reads up to the closing brace; gives what comes after it.</summary>
    private static string TakeLabels(string text, Dictionary<string, string> labels)
    {
        var place = 0;
        while (text[place] != '}')
        {
            int equals = text.IndexOf("=\"", place, StringComparison.Ordinal);
            Expect(equals > place && IsName(text[place..equals]) && !text[place..equals].Contains(':', StringComparison.Ordinal), "no label");
            string label = text[place..equals];
            place = equals + 2;
            var value = new System.Text.StringBuilder();
            while (text[place] != '"')
            {
                if (text[place] == '\\')
                {
                    place++;
                    value.Append(text[place] switch { '\\' => '\\', '"' => '"', 'n' => '\n', _ => throw new FormatException("no such escape") });
                }
                else
                {
                    value.Append(text[place]);
                }

                Expect(++place < text.Length, "a value without an end");
            }

            Expect(labels.TryAdd(label, value.ToString()), "a label twice");
            place++;
            Expect(place < text.Length && text[place] is ',' or '}', "no end of the labels");
            place += text[place] == ',' ? 1 : 0;
        }

        return text[(place + 1)..];
    }

    private static bool Belongs(string name, PrometheusFamily family) =>
        name == family.Name || (family.Type == "histogram" && name.StartsWith(family.Name, StringComparison.Ordinal) && name[family.Name.Length..] is "_bucket" or "_sum" or "_count");

    private static void CheckHistogram(PrometheusFamily family)
    {
        foreach (var series in family.Type == "histogram" ? family.Samples.GroupBy(sample => string.Join(',', sample.Labels.Remove("le"))) : [])
        {
            PrometheusFamily.Sample[] buckets = [.. series.Where(sample => sample.Name.EndsWith("_bucket", StringComparison.Ordinal)).OrderBy(sample => Number(sample.Labels["le"]))];
            Expect(buckets.Length > 0 && buckets[^1].Labels["le"] == "+Inf", $"{family.Name}: no bucket +Inf");
            Expect(buckets.Zip(buckets.Skip(1)).All(pair => pair.First.Value <= pair.Second.Value), $"{family.Name}: buckets that shrink");
            Expect(series.Single(sample => sample.Name.EndsWith("_count", StringComparison.Ordinal)).Value == buckets[^1].Value, $"{family.Name}: another count than the last bucket's");
            Expect(series.Count(sample => sample.Name.EndsWith("_sum", StringComparison.Ordinal)) == 1, $"{family.Name}: no sum");
        }
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : throw new FormatException("no number"),
    };

    private static bool IsName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or ':');

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FormatException(otherwise);
        }
    }
}
