namespace Interop.Server.Tests.RandomScripts;

/// <summary>A valid script drawn with a seed. Nothing but the seed decides it: who is in the group is known without running it.</summary>
public sealed record RandomScript(int Seed, uint Suite, bool Encrypt, IReadOnlyList<string> Founders, IReadOnlyList<Step> Steps)
{
    private const int MostMembers = 5;
    private const int StepCount = 8;

    public static RandomScript Of(int seed)
    {
        var founders = Enumerable.Range(1, 2 + (seed % 2)).Select(number => $"c{number}").ToList();
        var suite = (uint)(seed % 7) + 1;
        var drawing = new Drawing(new Random(seed), founders);
        return new RandomScript(seed, suite, seed / 7 % 2 == 1, founders, [.. Enumerable.Range(0, StepCount).Select(_ => drawing.Next())]);
    }

    public override string ToString() =>
        $"seed {Seed}, suite {Suite}, handshakes {(Encrypt ? "private" : "public")}, founded by {string.Join(", ", Founders)}";

    /// <summary>What is known of the group while its script is drawn.</summary>
    private sealed class Drawing(Random random, IEnumerable<string> founders)
    {
        /// <summary>Members, in the order of the runner, and the epoch in which each entered.</summary>
        private readonly List<(string Name, int Since)> _members = [.. founders.Select(name => (name, 1))];
        private readonly List<string> _gone = [];
        private readonly List<string> _signers = [];
        private int _epoch = 1;
        private int _names = founders.Count();
        private int _signersMade;

        private IEnumerable<string> Names => _members.Select(member => member.Name);

        public Step Next() => random.Next(14) switch
        {
            0 when _members.Count < MostMembers => Ask(),
            1 when _members.Count < MostMembers => JoinExternally(NewName(), isResync: false),
            2 when _members.Count > 1 => JoinExternally(Any([.. Names]), isResync: true),
            3 or 4 when _signers.Count < 2 => AddSigner(),
            5 when _members.Count > 1 => Branch(),
            6 when _members.Count > 1 => ReInit(),
            _ => Commit(),
        };

        private Step.Ask Ask()
        {
            var step = new Step.Ask(NewName(), Any([.. Names]));
            _epoch++;
            _members.Add((step.Name, _epoch));
            return step;
        }

        private Step.JoinExternally JoinExternally(string name, bool isResync)
        {
            _epoch++;
            _members.RemoveAll(member => member.Name == name);
            _members.Add((name, _epoch));
            return new Step.JoinExternally(name, isResync, WithPsk: Coin(), ExternalTree: Coin());
        }

        private Step.AddSigner AddSigner()
        {
            _signers.Add($"ds{++_signersMade}");
            _epoch++;
            return new Step.AddSigner(_signers[^1]);
        }

        private Step.Branch Branch()
        {
            var shuffled = Names.ToArray();
            random.Shuffle(shuffled);
            var others = shuffled[1..random.Next(2, shuffled.Length + 1)];
            _gone.AddRange(Names.Where(name => name != shuffled[0] && !others.Contains(name)).ToList());
            _members.RemoveAll(member => member.Name != shuffled[0] && !others.Contains(member.Name));
            BeginAnew();
            return new Step.Branch(shuffled[0], others, Coin(), Coin());
        }

        private Step.ReInit ReInit()
        {
            var step = new Step.ReInit(
                Any([.. Names, .. _signers]), Any([.. Names]), Any([.. Names]), (uint)random.Next(1, 8), ForcePath: Coin(), ExternalTree: Coin());
            BeginAnew();
            return step;
        }

        /// <summary>A valid list of proposals: no leaf twice, one set of extensions, no key of an epoch that somebody does not know.</summary>
        private Step.Commit Commit()
        {
            var committer = Any([.. Names]);
            List<string> untouched = [.. Names.Where(name => name != committer)];
            List<string> joining = [];
            List<string> leaving = [];
            var list = new List<Proposed>();
            var extensions = false;
            for (var left = random.Next(5); left > 0; left--)
            {
                switch (random.Next(6))
                {
                    case 0 or 1 when _members.Count + joining.Count < MostMembers && !list.Exists(one => one.Kind == "resumptionPSK"):
                        joining.Add(NewName());
                        list.Add(new Proposed("add", joining[^1], 0, Proposer(withSigners: true)));
                        break;
                    case 2 when untouched.Count > 0:
                        leaving.Add(Take(untouched));
                        list.Add(new Proposed("remove", leaving[^1], 0, Proposer(withSigners: true, not: leaving[^1])));
                        break;
                    case 3 when untouched.Count > 0:
                        list.Add(new Proposed("update", null, 0, Take(untouched)));
                        break;
                    case 4 when Coin() && joining.Count == 0 && _epoch > 1 && _members.All(member => member.Since < _epoch) && !list.Exists(one => one.Kind == "resumptionPSK"):
                        list.Add(new Proposed("resumptionPSK", null, _epoch - 1, Proposer(withSigners: true)));
                        break;
                    case 4:
                        list.Add(new Proposed("externalPSK", null, list.Count, Proposer(withSigners: true)));
                        break;
                    case 5 when !extensions:
                        extensions = true;
                        list.Add(new Proposed("groupContextExtensions", null, random.Next(3), Proposer(withSigners: true)));
                        break;
                }
            }

            if (extensions)
            {
                _signers.Clear();
            }

            _epoch++;
            _members.RemoveAll(member => leaving.Contains(member.Name));
            _members.AddRange(joining.Select(name => (name, _epoch)));
            _gone.AddRange(leaving);
            return new Step.Commit(committer, list, Coin(), joining.Count > 0 && Coin());
        }

        /// <summary>A member, an external sender, or nobody: the committer by value. A member that leaves may have proposed other things before.</summary>
        private string? Proposer(bool withSigners, string? not = null) => random.Next(3) switch
        {
            0 => null,
            1 when withSigners && _signers.Count > 0 => Any(_signers),
            _ => Any([.. Names.Where(name => name != not)]),
        };

        private void BeginAnew()
        {
            _epoch = 1;
            _signers.Clear();
            for (var i = 0; i < _members.Count; i++)
            {
                _members[i] = (_members[i].Name, 1);
            }
        }

        /// <summary>Sometimes somebody who was there before.</summary>
        private string NewName() => _gone.Count > 0 && Coin() ? Take(_gone) : $"c{++_names}";

        private string Take(List<string> names)
        {
            var name = Any(names);
            names.Remove(name);
            return name;
        }

        private string Any(List<string> names) => names[random.Next(names.Count)];

        private bool Coin() => random.Next(2) == 0;
    }
}
