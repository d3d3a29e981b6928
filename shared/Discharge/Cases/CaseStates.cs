namespace IntegrationHub.Discharge.Cases;

/// <summary>The states as codes and words.</summary>
public static class CaseStates
{
    public static CaseCodeSystem System { get; } =
        new(
            "discharge-case-state",
            "States of a discharge case",
            [
                new(Code(CaseState.Expected), "Expected in hospital"),
                new(Code(CaseState.InHospital), "In hospital; meets the criteria to reside, or they were not looked at yet"),
                new(Code(CaseState.Ready), "No longer meets the criteria to reside; no hub was asked"),
                new(Code(CaseState.Referred), "With the discharge hub; no pathway is agreed yet"),
                new(Code(CaseState.Planning), "A pathway is agreed; assessment and arrangements are under way"),
                new(Code(CaseState.Arranged), "The care after the stay is arranged"),
                new(Code(CaseState.Discharged), "Discharged"),
                new(Code(CaseState.SelfDischarged), "Left by self-discharge"),
                new(Code(CaseState.Died), "Died in hospital"),
                new(Code(CaseState.Transferred), "Left for another trust"),
                new(Code(CaseState.Cancelled), "The admission was cancelled"),
            ]
        );

    public static string Code(CaseState state) =>
        state switch
        {
            CaseState.Expected => "expected",
            CaseState.InHospital => "in-hospital",
            CaseState.Ready => "ready",
            CaseState.Referred => "referred",
            CaseState.Planning => "planning",
            CaseState.Arranged => "arranged",
            CaseState.Discharged => "discharged",
            CaseState.SelfDischarged => "self-discharged",
            CaseState.Died => "died",
            CaseState.Transferred => "transferred",
            CaseState.Cancelled => "cancelled",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No state of a case."),
        };
}
