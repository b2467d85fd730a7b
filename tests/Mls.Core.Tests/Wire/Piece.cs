namespace Mls.Core.Tests.Wire;

/// <summary>A part of an encoding that knows what its octets are, so that a test can spoil exactly one of them and keep every length around it right.</summary>
internal abstract class Piece
{
    private Piece()
    {
    }

    /// <summary>This piece and everything inside it.</summary>
    public virtual IEnumerable<Piece> All() => [this];

    /// <summary>A copy that shares no piece with this one.</summary>
    public abstract Piece Copy();

    /// <summary>The encoding.</summary>
    public byte[] Encode() => Encode(null);

    /// <summary>The encoding with one piece spoilt.</summary>
    public byte[] Encode(Fault? fault)
    {
        var target = new List<byte>();
        Write(target, fault);
        return [.. target];
    }

    protected abstract void Write(List<byte> target, Fault? fault);

    /// <summary>Octets without form: numbers, fixed-length strings, the inside of <c>opaque</c>.</summary>
    public sealed class Raw(params byte[] octets) : Piece
    {
        public override Piece Copy() => new Raw(octets);

        protected override void Write(List<byte> target, Fault? fault) => target.AddRange(octets);
    }

    /// <summary>A number that selects what follows, with all values that are allowed there.</summary>
    public sealed class Code(int size, int value, int[] allowed) : Piece
    {
        /// <summary>Values that are not allowed: all of one octet, a choice of two.</summary>
        public IEnumerable<int> Forbidden => (size == 1 ? Enumerable.Range(0, 256) : [0, 6, 7, 0x00ff, 0x0100, 0x0101, 0x0a0a, 0x7fff, 0xffff]).Except(allowed);

        public override Piece Copy() => new Code(size, value, allowed);

        protected override void Write(List<byte> target, Fault? fault)
        {
            var written = fault is Fault.OtherCode other && ReferenceEquals(other.Target, this) ? other.Value : value;
            if (size == 2)
            {
                target.Add((byte)(written >> 8));
            }

            target.Add((byte)(written & 0xff));
        }
    }

    /// <summary><c>optional&lt;T&gt;</c>.</summary>
    public sealed class Maybe(Piece? inside) : Piece
    {
        public override IEnumerable<Piece> All() => inside is null ? [this] : [this, .. inside.All()];

        public override Piece Copy() => new Maybe(inside?.Copy());

        protected override void Write(List<byte> target, Fault? fault)
        {
            target.Add(fault is Fault.OtherPresence other && ReferenceEquals(other.Target, this) ? other.Value : inside is null ? (byte)0 : (byte)1);
            inside?.Write(target, fault);
        }
    }

    /// <summary><c>T x&lt;V&gt;</c> or <c>opaque x&lt;V&gt;</c>.</summary>
    public sealed class Vector(bool isList, params Piece[] items) : Piece
    {
        /// <summary>Whether it holds items that can be cut, and not octets.</summary>
        public bool HasItems => isList && items.Length > 0;

        public override IEnumerable<Piece> All() => [this, .. items.SelectMany(item => item.All())];

        public override Piece Copy() => new Vector(isList, [.. items.Select(item => item.Copy())]);

        protected override void Write(List<byte> target, Fault? fault)
        {
            var content = new List<byte>();
            foreach (var item in items)
            {
                item.Write(content, fault);
            }

            var spoilt = fault is { } some && ReferenceEquals(some.Target, this) ? fault : null;
            if (spoilt is Fault.CutContent)
            {
                content.RemoveAt(content.Count - 1);
            }

            if (spoilt is Fault.Repeated repeated)
            {
                var once = content.ToArray();
                content = new List<byte>(repeated.Length);
                while (content.Count + once.Length <= repeated.Length)
                {
                    content.AddRange(once);
                }
            }

            target.AddRange(spoilt is Fault.Header header ? header.Of(content.Count) : Fault.ShortestHeader(content.Count));
            target.AddRange(content);
        }
    }

    /// <summary>Several pieces one after the other.</summary>
    public sealed class Sequence(params Piece[] parts) : Piece
    {
        public override IEnumerable<Piece> All() => [this, .. parts.SelectMany(part => part.All())];

        public override Piece Copy() => new Sequence([.. parts.Select(part => part.Copy())]);

        protected override void Write(List<byte> target, Fault? fault)
        {
            foreach (var part in parts)
            {
                part.Write(target, fault);
            }
        }
    }
}
