using IntegrationHub.Discharge.Answers;
using IntegrationHub.Discharge.Cases;

namespace IntegrationHub.Discharge.Boards;

/// <summary>Pure: who must act next on a case.</summary>
public static class CaseTurn
{
    /// <summary>The hospital: ward and trust.</summary>
    public const string Hospital = "hospital";

    /// <summary>The discharge hub.</summary>
    public const string Hub = "hub";

    public const string Council = "council";

    public const string Nobody = "nobody";

    public static IReadOnlyList<string> All { get; } = [Hospital, Hub, Council, Nobody];

    /// <summary>
    /// The council while a notice waits for its answer; whoever is asked for an assessment until it is done, and the council that did it until
    /// it says from when care is in place; the hub from referral until care is arranged; else the hospital while the person is in it.
    /// </summary>
    public static string Of(DischargeCase of)
    {
        ArgumentNullException.ThrowIfNull(of);
        if (!of.IsOpen || of.Withdrawn)
            return Nobody;
        var asks = CaseAsks.Of(of, of.Council);
        if (asks.Any(ask => ask is CaseAsk.AnswerNotice or CaseAsk.StartOfCare))
            return Council;
        if (of.Assessment is { DoneAt: null, Accepted: not false } asked && of.State is not CaseState.Arranged)
            return asked.Of is null || asked.Of == of.Council ? Council : Hub;
        return of.State switch
        {
            CaseState.Referred or CaseState.Planning => Hub,
            _ => Hospital,
        };
    }
}
