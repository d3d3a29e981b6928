using IntegrationHub.Discharge.Alerts;
using IntegrationHub.Discharge.Boards;
using IntegrationHub.Discharge.Cases;

namespace IntegrationHub.Functions.Discharge.Shown;

/// <summary>What codes of cases are called on pages; a source's own code stays as it is, read as words.</summary>
internal static class CaseWords
{
    private static readonly CaseCodeSystem Conflicts = CaseCodeSystems.All.Single(system => system.Name == "discharge-case-conflict");

    internal static string Column(string column) =>
        column switch
        {
            "expected" => "Expected",
            "in-hospital" => "In hospital",
            "ready" => "Ready",
            "referred" => "Referred to hub",
            "planning" => "Planning",
            "arranged" => "Care arranged",
            _ => "Left",
        };

    internal static string State(CaseState state) =>
        state switch
        {
            CaseState.Expected => "Expected in hospital",
            CaseState.InHospital => "In hospital",
            CaseState.Ready => "Ready to leave",
            CaseState.Referred => "Referred to the discharge hub",
            CaseState.Planning => "Care being planned",
            CaseState.Arranged => "Care arranged",
            CaseState.Discharged => "Discharged",
            CaseState.SelfDischarged => "Discharged themselves",
            CaseState.Died => "Died",
            CaseState.Transferred => "Transferred",
            CaseState.Cancelled => "Admission cancelled",
            _ => Code(state.ToString()),
        };

    /// <summary>As in JSON and in the columns' names: <c>in-hospital</c>.</summary>
    internal static string StateCode(CaseState state) => CaseStates.Code(state);

    /// <summary>As in JSON.</summary>
    internal static string Name(AlertStage stage) => Kebab(stage.ToString());

    /// <summary>As in JSON.</summary>
    internal static string Name(AlertAction action) => Kebab(action.ToString());

    internal static string Turn(string turn) =>
        turn switch
        {
            CaseTurn.Hospital => "Hospital",
            CaseTurn.Hub => "Discharge hub",
            CaseTurn.Council => "Council",
            CaseTurn.Nobody => "Nobody",
            _ => Code(turn),
        };

    /// <summary>After "to", as of a clock that runs.</summary>
    internal static string Clock(string kind) =>
        kind switch
        {
            "acknowledge" => "acknowledge the alert",
            "assess" => "assess",
            "arrange" => "arrange care",
            _ => kind,
        };

    internal static string Pathway(int pathway) =>
        pathway switch
        {
            0 => "Pathway 0: home, nothing new",
            1 => "Pathway 1: home with support",
            2 => "Pathway 2: community bed",
            3 => "Pathway 3: care home",
            _ => "Pathway",
        };

    internal static string Alert(string kind) => Code(kind);

    internal static string Stage(AlertStage stage) =>
        stage switch
        {
            AlertStage.Waiting => "Waiting to be taken",
            AlertStage.Held => "Held",
            AlertStage.Acknowledged => "Acknowledged",
            AlertStage.Closed => "Closed",
            AlertStage.Superseded => "Superseded by a newer alert",
            _ => Code(stage.ToString()),
        };

    internal static string Closed(AlertAction action) =>
        action switch
        {
            AlertAction.Complete => "completed",
            AlertAction.PassOn => "passed on to another hub",
            AlertAction.Withdraw => "withdrawn",
            _ => "closed",
        };

    internal static string Delay(string code) => DelayReasons.DisplayOf(code) ?? CaseCodeSystems.Unknown(code)!;

    internal static string Criterion(string code) => CriteriaToReside.System.Find(code)?.Display ?? CaseCodeSystems.Unknown(code)!;

    internal static string Conflict(string code) => Conflicts.Find(code)?.Display ?? Code(code);

    internal static string Code(string code)
    {
        var words = code.Replace('-', ' ');
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string Kebab(string name) =>
        string.Concat(name.Select((c, at) => char.IsUpper(c) ? $"{(at > 0 ? "-" : "")}{char.ToLowerInvariant(c)}" : $"{c}"));
}
