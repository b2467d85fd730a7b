namespace Grains.Interfaces.Contracts;

/// <summary>Columns of the accounts that hold what is no MLS message.</summary>
public static class TrafficLabels
{
    /// <summary>What mails carry around and beside MLS messages: addresses, numbers, requests, acknowledgements.</summary>
    public const string Control = "control";

    /// <summary>Records that were appended to the directory, and those that were fetched from it.</summary>
    public const string Directory = "directory";
}
