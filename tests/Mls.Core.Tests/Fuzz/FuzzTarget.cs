using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Tests.Fuzz;

/// <summary>One way into the library.</summary>
internal abstract class FuzzTarget
{
    /// <summary>The name, that of its corpus file too.</summary>
    public abstract string Name { get; }

    /// <summary>Valid inputs, made by this very code.</summary>
    public abstract IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Which share of a long run it gets.</summary>
    public virtual int Weight => 1;

    /// <summary>Runs one input. Anything but a refusal by one of the two families gets out.</summary>
    /// <returns>Whether the input was taken.</returns>
    public bool Run(byte[] input)
    {
        try
        {
            Execute(input);
            return true;
        }
        catch (MalformedException)
        {
            return false;
        }
        catch (ProtocolViolationException) when (MayViolate)
        {
            return false;
        }
    }

    /// <summary>Whether rules are checked behind it; a decoder checks none.</summary>
    protected virtual bool MayViolate => true;

    protected abstract void Execute(byte[] input);
}
