namespace IntegrationHub.CareRecord.Mapping;

/// <summary>What the display says first at a status that makes the rest of it no fact.</summary>
internal sealed record StatusWords(string Status, string Words)
{
    public static readonly StatusWords EnteredInError = new("entered-in-error", "Entered in error");
    public static readonly StatusWords Cancelled = new("cancelled", "Cancelled");
    public static readonly StatusWords Revoked = new("revoked", "Revoked");
    public static readonly StatusWords NotDone = new("not-done", "Not done");
    public static readonly StatusWords Planned = new("planned", "Planned");
    public static readonly StatusWords Draft = new("draft", "Draft");
    public static readonly StatusWords Refuted = new("refuted", "Refuted");
    public static readonly StatusWords Proposed = new("proposal", "Proposed");
}
