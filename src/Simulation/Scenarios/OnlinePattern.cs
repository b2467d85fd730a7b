namespace Simulation.Scenarios;

/// <summary>When a device is connected.</summary>
/// <param name="SessionsPerDay">Mean number of sessions of a device on a weekday.</param>
/// <param name="MinutesPerDay">Mean time connected on a weekday, over all sessions.</param>
/// <param name="FirstSessionMinutes">How long a new device, and the one that brings it in, stay connected at first.</param>
/// <param name="AbsencesPerDeviceAndYear">Long absences; not scaled.</param>
/// <param name="AbsenceMedianDays">Median length of one; log-normal.</param>
/// <param name="AbsenceSigma">Sigma of the logarithm of the length.</param>
public sealed record OnlinePattern(
    double SessionsPerDay,
    double MinutesPerDay,
    double FirstSessionMinutes,
    double AbsencesPerDeviceAndYear,
    double AbsenceMedianDays,
    double AbsenceSigma);
