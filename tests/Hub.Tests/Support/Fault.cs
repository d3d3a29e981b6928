namespace IntegrationHub.Tests.Support;

/// <summary>What happens to one storage call.</summary>
public enum Fault
{
    /// <summary>The call never arrives, and the client's own tries are used up.</summary>
    Unreached,

    /// <summary>The call is done, but its answer is lost, and the client's own tries are used up.</summary>
    AnswerLost,

    /// <summary>The call is done but answered with 500: the client sends it again by itself.</summary>
    ServerError,

    /// <summary>The process ends in place of the call.</summary>
    DiesBefore,

    /// <summary>The process ends right after the call was done.</summary>
    DiesAfter,
}

public static class Faults
{
    /// <summary>All of them at a message's first calls, and one by turns at each that follows: those are of the same kinds.</summary>
    /// <param name="inEveryWay">How many are first.</param>
    public static IReadOnlyList<Fault> At(int call, int inEveryWay)
    {
        var all = Enum.GetValues<Fault>();
        return call < inEveryWay ? all : [all[call % all.Length]];
    }
}
