namespace Grains.Interfaces.Contracts;

/// <summary>One run of one scenario in one mode; part of every actor's key, so runs never meet.</summary>
/// <param name="Run">The run's identifier; holds no '|'.</param>
/// <param name="Mode">The mode's name; holds no '|'. Empty where the run knows no mode.</param>
[GenerateSerializer]
[Immutable]
[Alias("run-key")]
public sealed record RunKey([property: Id(0)] string Run, [property: Id(1)] string Mode)
{
    /// <summary>Key of the run's clock: "run|mode".</summary>
    public string Text => $"{Run}|{Mode}";

    /// <summary>Key of an actor's grain: "run|mode|kind|name".</summary>
    public string GrainKey(ActorId actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return $"{Run}|{Mode}|{actor.Kind}|{actor.Name}";
    }

    /// <summary>Takes an actor's grain key apart; <see cref="FormatException"/> for anything else.</summary>
    public static (RunKey Run, ActorId Actor) ParseGrainKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var parts = key.Split('|');
        return parts.Length == 4 && Enum.TryParse<ActorKind>(parts[2], out var kind) && parts[3].Length > 0
            ? (new RunKey(parts[0], parts[1]), new ActorId(kind, parts[3]))
            : throw new FormatException($"\"{key}\" is not an actor's key (run|mode|kind|name)");
    }
}
