namespace TestKit;

/// <summary>The source tree that the tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder that holds Orleans.sln.</summary>
    /// <exception cref="InvalidOperationException">The tests do not run below it.</exception>
    public static string Root
    {
        get
        {
            for (var place = new DirectoryInfo(AppContext.BaseDirectory); place is not null; place = place.Parent)
            {
                if (File.Exists(Path.Combine(place.FullName, "Orleans.sln")))
                {
                    return place.FullName;
                }
            }

            throw new InvalidOperationException("Orleans.sln is not above the tests");
        }
    }
}
