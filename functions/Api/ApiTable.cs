using IntegrationHub.Functions.Http;

namespace IntegrationHub.Functions.Api;

/// <summary>The one table that /openapi.json is made of: a row for each function that answers HTTP. A test holds it complete.</summary>
internal static partial class ApiTable
{
    private const string Html = "text/html";
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly ApiAnswer Fhir = new(200, Bodies.Fhir);
    private static readonly ApiAnswer Json = new(200, Bodies.Json);
    private static readonly ApiAnswer JsonOrPage = new(200, Bodies.Json, Html);
    private static readonly ApiAnswer Page = new(200, Html);
    private static readonly ApiAnswer Done = new(204);
    private static readonly ApiAnswer Unchanged = new(304);
    private static readonly ApiAnswer Elsewhere = new(303);

    private static readonly (string, string) Key = ("Idempotency-Key", "Makes sending again the same message.");
    private static readonly (string, string) Known = ("If-None-Match", "The ETag of what you have: unchanged, it is answered 304.");
    private static readonly (string, string) Glass = ("Break-Glass-Reason", "Reads past what is withheld; 10 to 200 characters.");
    private static readonly (string, string) AsAt = ("asAt", "An instant or date: what the hub knew then.");
    private static readonly (string, string)[] Paging =
    [
        ("count", "How many, 1 to 2,000."),
        ("cursor", "The next page, as the last one gave it."),
    ];

    private static readonly (string, string)[] Narrowing =
    [
        ("ward", "A token of choices; may be repeated."),
        ("pathway", "As ward."),
        ("neighbourhood", "As ward."),
        ("turn", "hospital, hub, council or nobody."),
    ];

    public static IReadOnlyList<ApiRow> Rows { get; } =
    [.. Sending(), .. Files(), .. Reading(), .. Hubs(), .. Referrals(), .. Subscribing(), .. Operating(), .. Pages()];

    private static IEnumerable<ApiRow> Sending()
    {
        var takes = new[] { Bodies.Fhir, Bodies.Json };
        yield return new("PostBundle", "Send", "A Bundle: transaction, batch, message, document or collection.")
        {
            Takes = takes,
            Answers = [Fhir],
            Headers = [Key],
        };
        yield return new("ProcessMessage", "Send", "A message Bundle.")
        {
            Takes = takes,
            Answers = [Fhir],
            Headers = [Key],
        };
        yield return new("CreateResource", "Send", "One resource.")
        {
            Takes = takes,
            Answers = [new(201, Bodies.Fhir)],
            Headers = [Key],
        };
        yield return new("UpdateResource", "Send", "One resource under your own id.")
        {
            Takes = takes,
            Answers = [Fhir, new(201, Bodies.Fhir)],
            Headers = [Key],
        };
        yield return new("DeleteResource", "Send", "Takes one resource of yours out of the record, by the id that the hub gave it.")
        {
            Answers = [Done],
            Headers = [Key],
        };
        yield return new("PostEvent", "Send", "A CloudEvent, structured, or binary with its attributes as ce- headers.")
        {
            Takes = [Bodies.CloudEvent, Bodies.Json],
            Answers = [new(202)],
        };
    }

    private static IEnumerable<ApiRow> Files()
    {
        yield return new("ReadImport", "Files", "What became of a file.") { Answers = [Json] };
        yield return new("PutImportBlock", "Files", "A block of up to 4 MiB, from 0 on.")
        {
            Takes = ["application/octet-stream"],
            Answers = [Done],
        };
        yield return new("StartImport", "Files", "All blocks are there: read the file.")
        {
            Takes = [Bodies.Json],
            Answers = [new(202, Bodies.Json)],
        };
        yield return new("ReadImportErrors", "Files", "What was refused of a file, a line each.")
        {
            Answers = [new(200, "application/x-ndjson"), Done],
        };
    }

    private static IEnumerable<ApiRow> Reading()
    {
        yield return new("SearchPatient", "Read", "Finds a record by NHS number, in the form's body.")
        {
            Takes = [Form],
            Answers = [Fhir],
            Headers = [Glass],
        };
        yield return new("ReadRecord", "Read", "The record of a person, as JSON or as a page.")
        {
            Answers = [JsonOrPage, Unchanged],
            Query = [AsAt, ("section", "One section."), .. Paging],
            Headers = [Known, Glass],
        };
        yield return new("ReadIdentity", "Read", "Which records are read as one with it, and who decided so.") { Answers = [Json] };
        yield return new("DecideIdentity", "Read", "Joins, separates, invalidates or restores.")
        {
            Takes = [Bodies.Json],
            Answers = [Done],
            Headers = [Key],
        };
        yield return new("ReadResource", "Read", "A resource as its sender wrote it.")
        {
            Answers = [Fhir, Unchanged],
            Headers = [Known, Glass],
        };
        yield return new("ReadResourceVersion", "Read", "One version of a resource.") { Answers = [Fhir], Headers = [Glass] };
        yield return new("ReadResourceHistory", "Read", "All versions of a resource.") { Answers = [Fhir], Headers = [Glass] };
        yield return new("PatientEverything", "Read", "All originals of a record, in its order.")
        {
            Answers = [Fhir, Unchanged],
            Query = [AsAt, ("_type", "Resource types."), ("_since", "Changed since."), ("_count", "1 to 500."), Paging[1]],
            Headers = [Known, Glass],
        };
        yield return new("PatientSummary", "Read", "One document Bundle under the record's headings.")
        {
            Answers = [Fhir, Unchanged],
            Query = [AsAt],
            Headers = [Known, Glass],
        };
        yield return new("ListBrokenGlasses", "Read", "For privacy officers: reads past what is withheld.")
        {
            Answers = [Json],
            Query = [("organisation", "ODS code.")],
        };
        yield return new("CapabilityStatement", "Read", "What the FHIR routes can do.") { Answers = [Fhir] };
    }

    private static IEnumerable<ApiRow> Hubs()
    {
        yield return new("ClaimAlerts", "Discharge", "Takes alerts of a discharge hub.") { Takes = [Bodies.Json], Answers = [Json] };
        yield return new("WorkAlert", "Discharge", "acknowledge, hand-back, escalate, pass-on, withdraw or complete.")
        {
            Takes = [Bodies.Json],
            Answers = [Done],
        };
        yield return new("ListBoards", "Discharge", "The boards that you may see.") { Answers = [JsonOrPage] };
        yield return new("ReadBoard", "Discharge", "A board: its columns, cards and clocks.")
        {
            Answers = [JsonOrPage, Unchanged],
            Query = Narrowing,
            Headers = [Known],
        };
        yield return new("ReadWall", "Discharge", "The board for a wall screen; it names nobody.")
        {
            Answers = [JsonOrPage, Unchanged],
            Query = Narrowing,
            Headers = [Known],
        };
        yield return new("ReadFigures", "Discharge", "A board's counts by day.") { Answers = [JsonOrPage, Unchanged], Headers = [Known] };
        yield return new("ReadCase", "Discharge", "A case with its history.") { Answers = [JsonOrPage, Unchanged], Headers = [Known] };
        yield return new("ClaimCaseAlert", "Discharge", "From a case's page: takes the person's first alert.")
        {
            Takes = [Form],
            Answers = [Elsewhere],
        };
        yield return new("WorkCaseAlert", "Discharge", "From a case's page: as the alert's own address.")
        {
            Takes = [Form],
            Answers = [Elsewhere],
        };
        yield return new("AnswerCase", "Discharge", "From a case's page: a council answers what waits for it.")
        {
            Takes = [Form],
            Answers = [Elsewhere],
        };
        yield return new("KeepWall", "Discharge", "From a wall's page: lets the screen show this wall, and nothing else, for a shift.")
        {
            Takes = [Form],
            Answers = [Elsewhere],
        };
        yield return new("ReadFairness", "Discharge", "How fast each organisation that is asked answers.")
        {
            Answers = [Json],
            Query = [("from", "A month."), ("to", "A month.")],
        };
    }

    private static IEnumerable<ApiRow> Operating()
    {
        yield return new("OpenApi", "Operate", "This document.") { Answers = [Json] };
        yield return new("HealthLive", "Operate", "The process runs.") { Answers = [new(200, "text/plain")] };
        yield return new("HealthReady", "Operate", "Whether the hub can take messages, and what is wrong in words.") { Answers = [Json] };
        yield return new("ListUnmatched", "Operate", "Records of an organisation that wait for an NHS number.")
        {
            Answers = [JsonOrPage],
            Query = [("organisation", "Its ODS code."), ("after", "A record id: those that follow it.")],
        };
        yield return new(
            "ReadOperations",
            "Operate",
            "Dependencies, throughput, subscribers in trouble, who waits for an NHS number, dead letters and what is set aside."
        )
        {
            Answers = [JsonOrPage],
        };
        yield return new("ReplayDeadLetters", "Operate", "Has one dead letter of a queue worked again, or all.")
        {
            Takes = [Bodies.Json, Form],
            Answers = [Json, Elsewhere],
        };
        yield return new("ListParked", "Operate", "What the hub has set aside.") { Answers = [Json] };
        yield return new("ReplayParked", "Operate", "Tries one of these again.") { Answers = [Done, Elsewhere] };
        yield return new("BeginRebuild", "Operate", "Makes the tables anew from the messages, beside those that serve.")
        {
            Answers = [new(202, Bodies.Json)],
        };
        yield return new("ReadRebuild", "Operate", "How far that is.") { Answers = [Json] };
        yield return new("ReadRebuildDifferences", "Operate", "What is not equal.") { Answers = [Json] };
        yield return new("DropRebuild", "Operate", "Gives it up.") { Answers = [Done] };
    }

    private static IEnumerable<ApiRow> Pages()
    {
        yield return new("StartPage", "Pages", "Where a record is looked for.") { Answers = [Page] };
        yield return new("FindRecord", "Pages", "Finds it by NHS number, in the form's body.")
        {
            Takes = [Form],
            Answers = [Page, Elsewhere],
        };
        yield return new("BreakGlass", "Pages", "Keeps a reason for reading past what is withheld.")
        {
            Takes = [Form],
            Answers = [Elsewhere],
        };
        yield return new("ReadOriginal", "Pages", "A resource set out as it was sent.") { Answers = [Page] };
        yield return new("SignInPage", "Pages", "Where a browser gives its token.") { Answers = [Page] };
        yield return new("SignIn", "Pages", "Takes it, in the form's body.") { Takes = [Form], Answers = [Elsewhere] };
        yield return new("SignOut", "Pages", "Forgets it.") { Answers = [Elsewhere] };
        yield return new("Asset", "Pages", "A stylesheet, script or font.")
        {
            Answers = [new(200, "text/css", "text/javascript", "font/woff2")],
        };
    }
}
