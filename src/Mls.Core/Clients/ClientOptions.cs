namespace Mls.Core.Clients;

/// <summary>How many KeyPackages a client keeps published, and for how long.</summary>
public sealed record ClientOptions
{
    private const int MostKeyPackages = 100_000;
    private const int MostDays = 3650;

    /// <summary>KeyPackages for one use each that <see cref="MlsClient.PublishAsync"/> brings the stock to; 0 to 100 000.</summary>
    public int KeyPackages
    {
        get;
        init => field = InRange(value, 0, nameof(KeyPackages));
    } = 50;

    /// <summary>Private keys that are kept at most, of published KeyPackages above all that somebody fetched and never used; 1 to 100 000.
    /// What is beyond it is dropped, oldest first, so that fetching KeyPackages cannot fill the store.</summary>
    public int MaxKeyPackages
    {
        get;
        init => field = InRange(value, 1, nameof(MaxKeyPackages));
    } = 1000;

    /// <summary>Whether there is one more KeyPackage that others may use when no other is left (draft-ietf-mls-extensions, last_resort). Its keys stay after a join, which costs forward secrecy: off unless asked for.</summary>
    public bool LastResort { get; init; }

    /// <summary>How long a new KeyPackage, and the leaf of a group's creator, may be used; a second to 3650 days.</summary>
    public TimeSpan Lifetime
    {
        get;
        init => field = value >= TimeSpan.FromSeconds(1) && value <= TimeSpan.FromDays(MostDays)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(Lifetime)}: allowed are a second to {MostDays} days");
    } = TimeSpan.FromDays(90);

    /// <summary>A KeyPackage with less of its lifetime left than this is replaced; it can still be joined with until it expires. Less than <see cref="Lifetime"/>.</summary>
    public TimeSpan RenewBefore
    {
        get;
        init => field = value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(RenewBefore)} is not negative");
    } = TimeSpan.FromDays(14);

    /// <summary>These options, or the usual ones.</summary>
    /// <exception cref="ArgumentException">Two settings do not fit together.</exception>
    internal static ClientOptions Checked(ClientOptions? options)
    {
        options ??= new ClientOptions();
        if (options.RenewBefore >= options.Lifetime)
        {
            throw new ArgumentException(
                $"{nameof(RenewBefore)} is {options.RenewBefore}, allowed is less than the {nameof(Lifetime)} of {options.Lifetime}: every KeyPackage would be replaced at once", nameof(options));
        }

        return options.KeyPackages + (options.LastResort ? 1 : 0) <= options.MaxKeyPackages
            ? options
            : throw new ArgumentException(
                $"{nameof(MaxKeyPackages)} is {options.MaxKeyPackages}, less than a stock of {options.KeyPackages}{(options.LastResort ? " and one of last resort" : string.Empty)}", nameof(options));
    }

    private static int InRange(int value, int least, string name) =>
        value >= least && value <= MostKeyPackages ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"{name}: allowed are {least} to {MostKeyPackages}");
}
