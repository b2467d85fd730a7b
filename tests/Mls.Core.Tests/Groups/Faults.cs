namespace Mls.Core.Tests.Groups;

/// <summary>Counts calls from outside and makes one of them fail as none should.</summary>
internal sealed class Faults
{
    private int _left = -1;

    /// <summary>Runs <paramref name="act"/> with a failure of the call of that number, from 0.</summary>
    /// <returns>Whether it came to that call.</returns>
    public bool Strike(int call, Action act)
    {
        _left = call;
        try
        {
            act();
            return false;
        }
        catch (InjectedFaultException)
        {
            return true;
        }
        finally
        {
            _left = -1;
        }
    }

    /// <summary>One call.</summary>
    public void Count()
    {
        if (_left >= 0 && _left-- == 0)
        {
            throw new InjectedFaultException();
        }
    }

    public sealed class InjectedFaultException : Exception;
}
