using System.Globalization;
using Simulation.Scenarios;

namespace Simulation.Workload.Generation;

/// <summary>When a device is connected: a function of seed, device and day, whatever else happens.</summary>
internal sealed class OnlineCalendar(Scenario scenario, long seed)
{
    private const double FullDayMinutes = 1440;
    private const long ShortestSession = 5 * VirtualTime.SecondMilliseconds;

    private readonly double[] _hours = [.. scenario.Messages.Hours];
    private readonly Dictionary<DeviceName, List<(long From, long To)>> _absences = [];

    /// <summary>The sessions of a device that start on a day, by start; they may overlap, and end with the day at the latest.</summary>
    public List<(long Start, long End)> Sessions(DeviceState device, int day)
    {
        var chance = new SeededStream(seed, string.Create(CultureInfo.InvariantCulture, $"sessions/{device.Name}/{day}"));
        OnlinePattern online = scenario.Online;
        long dayStart = day * VirtualTime.DayMilliseconds;
        double meanLength = online.MinutesPerDay / online.SessionsPerDay * VirtualTime.MinuteMilliseconds;
        if (online.MinutesPerDay >= FullDayMinutes)
        {
            // One millisecond into the next day, so that the next session takes over without a gap.
            return IsAbsent(device, dayStart) ? [] : [(dayStart, dayStart + VirtualTime.DayMilliseconds + 1)];
        }

        int count = chance.NextPoisson(online.SessionsPerDay * DayFactor(day));
        var sessions = new List<(long Start, long End)>(count);
        for (var i = 0; i < count; i++)
        {
            long start = dayStart + TimeOfDay(chance);
            long end = Math.Min(start + Math.Max(ShortestSession, (long)chance.NextExponential(meanLength)), dayStart + VirtualTime.DayMilliseconds);
            if (!IsAbsent(device, start))
            {
                sessions.Add((start, end));
            }
        }

        sessions.Sort();
        return sessions;
    }

    /// <summary>Factor on the activity of a day; days 5 and 6 of each week are the weekend.</summary>
    public double DayFactor(int day) => day % 7 >= 5 ? scenario.Messages.WeekendFactor : 1;

    /// <summary>A time within a day by the weights of its hours.</summary>
    public long TimeOfDay(SeededStream chance) =>
        (chance.NextWeighted(_hours) * VirtualTime.HourMilliseconds) + chance.NextBetween(0, VirtualTime.HourMilliseconds);

    private bool IsAbsent(DeviceState device, long time)
    {
        if (scenario.Online.AbsencesPerDeviceAndYear == 0)
        {
            return false;
        }

        if (!_absences.TryGetValue(device.Name, out List<(long From, long To)>? absences))
        {
            _absences[device.Name] = absences = DrawAbsences(device);
        }

        return absences.Exists(absence => time >= absence.From && time < absence.To);
    }

    private List<(long From, long To)> DrawAbsences(DeviceState device)
    {
        OnlinePattern online = scenario.Online;
        var chance = new SeededStream(seed, $"absences/{device.Name}");
        double meanGap = VirtualTime.DaysPerYear / online.AbsencesPerDeviceAndYear * VirtualTime.DayMilliseconds;
        var absences = new List<(long From, long To)>();
        double from = chance.NextExponential(meanGap);
        while (from < scenario.DurationMilliseconds)
        {
            double length = chance.NextLogNormal(online.AbsenceMedianDays, online.AbsenceSigma) * VirtualTime.DayMilliseconds;
            absences.Add(((long)from, (long)Math.Min(from + length, 1e15)));
            from += length + chance.NextExponential(meanGap);
        }

        return absences;
    }
}
