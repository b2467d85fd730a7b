using Mls.MultiDevice.Obligations;

namespace Mls.MultiDevice.Policies.Committer;

/// <summary>Who of a user's devices carries out what has to be done for the user: changes of its devices, rotations, Welcomes. Asked by the user's account service.</summary>
public interface ICommitterPolicy : IPolicy
{
    /// <summary>The order in which devices are asked; of those that are online, the first in it gets the obligation.</summary>
    /// <param name="request">What is to be done.</param>
    /// <param name="able">The devices that can do it: nobody lets itself in or throws itself out.</param>
    IEnumerable<Candidate> InOrder(ObligationRequest request, IEnumerable<Candidate> able);
}
