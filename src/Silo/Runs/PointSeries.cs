using System.Collections.Immutable;

namespace Silo.Runs;

/// <summary>The points of one mode, at most so many: when there are more, every second one is let go, and further ones are kept at half the rate. Whoever looks later still sees the whole run.</summary>
/// <param name="most">At least 2.</param>
internal sealed class PointSeries(int most)
{
    private readonly List<(long Number, Point Point)> _kept = [];
    private Point? _latest;
    private long _count;
    private long _stride = 1;

    /// <summary>How many there have been.</summary>
    public long Count => _count;

    /// <summary>Takes the next one.</summary>
    public void Add(Point point)
    {
        _latest = point;
        if (_count++ % _stride != 0)
        {
            return;
        }

        if (_kept.Count == most)
        {
            _stride *= 2;
            _kept.RemoveAll(kept => kept.Number % _stride != 0);
            if ((_count - 1) % _stride != 0)
            {
                return;
            }
        }

        _kept.Add((_count - 1, point));
    }

    /// <summary>Those kept from a number on; the latest one always among them.</summary>
    public ImmutableArray<Point> From(long number)
    {
        ImmutableArray<Point> kept = [.. _kept.SkipWhile(one => one.Number < number).Select(one => one.Point)];
        return _latest is not null && _count > number && (kept.IsEmpty || !ReferenceEquals(kept[^1], _latest)) ? kept.Add(_latest) : kept;
    }
}
