using System.Collections.Immutable;
using System.Globalization;

namespace Simulation.Scenarios;

/// <summary>Reads who exists and who is in which group.</summary>
internal static class PopulationReader
{
    private const int MostUsers = 1_000_000;
    private const int MostDevicesPerUser = 64;
    private const int MostGroups = 1_000_000;

    public static Population Population(ScenarioObject root)
    {
        ScenarioObject node = root.RequiredObject("population", "users", "deviceCap", "devicesPerUser", "firstDevice", "furtherDevices");
        int users = node.Integer("users", 1, MostUsers);
        int cap = node.Integer("deviceCap", 1, MostDevicesPerUser, 5);
        return new Population(
            users,
            cap,
            DevicesPerUser(node, cap),
            node.Choice("firstDevice", DeviceClass.Phone, DeviceClasses.Choices),
            FurtherDevices(node));
    }

    public static ImmutableArray<GroupKind> Groups(ScenarioObject root, int users)
    {
        ImmutableArray<ScenarioObject> nodes = root.Objects("groups", "kind", "members", "count", "size", "messageWeight", "zipf");
        var kinds = new List<GroupKind>();
        foreach (var node in nodes)
        {
            string kind = node.Text("kind");
            if (!kind.All(letter => char.IsAsciiLetterLower(letter) || letter == '-'))
            {
                throw node.Fault("kind", $"must consist of a-z and '-', not \"{kind}\"");
            }

            if (kinds.Any(other => other.Kind == kind))
            {
                throw node.Fault("kind", $"must differ from the other kinds, but \"{kind}\" is there twice");
            }

            kinds.Add(new GroupKind(kind, Members(node, users), node.Number("messageWeight", 0, 1_000_000, 1), node.Number("zipf", 0, 10, 0)));
        }

        if (kinds.All(kind => kind.MessageWeight == 0))
        {
            throw nodes[0].Fault("messageWeight", "must be above 0 for at least one kind of group");
        }

        return [.. kinds];
    }

    private static ImmutableArray<Weighted<int>> DevicesPerUser(ScenarioObject population, int cap)
    {
        ImmutableArray<string> numbers = [.. Enumerable.Range(1, MostDevicesPerUser).Select(n => n.ToString(CultureInfo.InvariantCulture))];
        ScenarioObject node = population.Object("devicesPerUser", numbers);
        var weights = new List<Weighted<int>>();
        for (var n = 1; n <= MostDevicesPerUser; n++)
        {
            string key = numbers[n - 1];
            double weight = node.Number(key, 0, 1_000_000, 0);
            if (weight > 0 && n > cap)
            {
                throw node.Fault(key, string.Create(CultureInfo.InvariantCulture, $"must be at most the cap of devices per user, population.deviceCap ({cap})"));
            }

            if (weight > 0)
            {
                weights.Add(new Weighted<int>(n, weight));
            }
        }

        if (weights.Count == 0 && population.Has("devicesPerUser"))
        {
            throw population.Fault("devicesPerUser", "must give at least one number of devices a weight above 0, for example { \"1\": 0.7, \"2\": 0.3 }");
        }

        return weights.Count == 0 ? [new Weighted<int>(1, 1)] : [.. weights];
    }

    private static ImmutableArray<Weighted<DeviceClass>> FurtherDevices(ScenarioObject population)
    {
        ScenarioObject node = population.Object("furtherDevices", DeviceClasses.Names);
        ImmutableArray<Weighted<DeviceClass>> weights =
        [
            .. DeviceClasses.Choices
                .Select(choice => new Weighted<DeviceClass>(choice.Value, node.Number(choice.Name, 0, 1_000_000, 0)))
                .Where(weighted => weighted.Weight > 0),
        ];
        if (weights.IsEmpty && population.Has("furtherDevices"))
        {
            throw population.Fault("furtherDevices", $"must give one of {string.Join(", ", DeviceClasses.Names)} a weight above 0");
        }

        return weights.IsEmpty ? [new Weighted<DeviceClass>(DeviceClass.Desktop, 1)] : weights;
    }

    private static GroupMembers Members(ScenarioObject node, int users)
    {
        string members = node.Choice("members", "dealt", ("everyone", "everyone"), ("pairs", "pairs"), ("dealt", "dealt"));
        if (members == "dealt")
        {
            int size = node.Integer("size", 1, MostUsers);
            return size <= users
                ? new GroupMembers.Dealt(node.Integer("count", 1, MostGroups), size)
                : throw node.Fault("size", string.Create(CultureInfo.InvariantCulture, $"must be at most population.users ({users}), not {size}"));
        }

        foreach (var key in (string[])["count", "size"])
        {
            if (node.Has(key))
            {
                throw node.Fault(key, $"goes only with members \"dealt\", not \"{members}\"");
            }
        }

        if (members == "everyone")
        {
            return new GroupMembers.Everyone();
        }

        return users is >= 2 and <= 1000
            ? new GroupMembers.Pairs()
            : throw node.Fault("members", string.Create(CultureInfo.InvariantCulture, $"\"pairs\" needs population.users from 2 to 1000, not {users}"));
    }
}
