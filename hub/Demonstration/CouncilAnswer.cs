namespace IntegrationHub.Cli.Demonstration;

/// <summary>How far a council's answers to a referral come in the day.</summary>
internal enum CouncilStep
{
    Received,
    InformationAsked,
    Accepted,
    Assessed,
    ServicesArranged,
    Completed,
    Rejected,
    Cancelled,
}

/// <summary>A council's answer to a trust's referral: a booking and referral message (servicerequest-response) with the request and a Task.</summary>
internal static class CouncilAnswer
{
    /// <summary>The answers to one referral, the last of them a step; none where the council has not looked at it yet.</summary>
    /// <param name="turn">Which referral of the day it is.</param>
    public static IEnumerable<byte[]> Of(Random random, HospitalStay stay, string referralId, int turn)
    {
        CouncilStep[] steps = (turn % 9) switch
        {
            0 => [],
            1 => [CouncilStep.Received],
            2 => [CouncilStep.Received, CouncilStep.InformationAsked],
            3 => [CouncilStep.Accepted],
            4 => [CouncilStep.Accepted, CouncilStep.Assessed],
            5 => [CouncilStep.Accepted, CouncilStep.Assessed, CouncilStep.ServicesArranged],
            6 => [CouncilStep.Accepted, CouncilStep.Assessed, CouncilStep.Completed],
            7 => [CouncilStep.Received, CouncilStep.Rejected],
            _ => [CouncilStep.Received, CouncilStep.Cancelled],
        };
        return [.. steps.Select((step, i) => Write(random, stay, referralId, step, i))];
    }

    private static byte[] Write(Random random, HospitalStay stay, string referralId, CouncilStep step, int nth)
    {
        using var fhir = new FhirWriter(indented: true);
        var json = fhir.Json;
        var at = SocialCareReferral.SentAt(stay).AddHours(nth + 1);
        var taskId = SyntheticId.Next(random);
        json.WriteStartObject();
        json.WriteString("resourceType", "Bundle");
        json.WriteStartObject("identifier");
        json.WriteString("system", "https://tools.ietf.org/html/rfc4122");
        json.WriteString("value", SyntheticId.Next(random));
        json.WriteEndObject();
        json.WriteString("type", "message");
        json.WriteString("timestamp", FhirWriter.Instant(at));
        json.WriteStartArray("entry");
        Entry(fhir, SyntheticId.Next(random), id => Header(fhir, id, stay, referralId, nth));
        Entry(fhir, referralId, id => SocialCareReferral.Request(fhir, id, stay, at, nth + 2, "active"));
        Entry(fhir, taskId, id => Task(fhir, id, referralId, stay, step, at));
        Entry(fhir, stay.PatientId, id => PatientResource.Write(fhir, stay.Person, id, stay.AdmittedAt));
        json.WriteEndArray();
        json.WriteEndObject();
        return fhir.ToArray();
    }

    private static void Entry(FhirWriter fhir, string id, Action<string> write)
    {
        fhir.Json.WriteStartObject();
        fhir.Json.WriteString("fullUrl", "urn:uuid:" + id);
        fhir.Json.WritePropertyName("resource");
        write(id);
        fhir.Json.WriteEndObject();
    }

    private static void Header(FhirWriter fhir, string id, HospitalStay stay, string referralId, int nth)
    {
        var json = fhir.Json;
        json.WriteStartObject();
        json.WriteString("resourceType", "MessageHeader");
        json.WriteString("id", id);
        fhir.Coding("eventCoding", new Code("https://fhir.nhs.uk/CodeSystem/message-events-bars", "servicerequest-response", "Response"));
        json.WriteStartArray("destination");
        json.WriteStartObject();
        json.WriteString("endpoint", $"urn:nhs-uk:addressing:ods:{stay.Trust}");
        fhir.Organisation("receiver", stay.Trust);
        json.WriteEndObject();
        json.WriteEndArray();
        fhir.Organisation("sender", stay.Person.Place.Council);
        json.WriteStartObject("source");
        json.WriteString("name", "Adult social care case management");
        json.WriteString("endpoint", $"urn:nhs-uk:addressing:ods:{stay.Person.Place.Council}");
        json.WriteEndObject();
        fhir.Concept(
            "reason",
            new Code("https://fhir.nhs.uk/CodeSystem/message-reason-bars", nth == 0 ? "new" : "update", nth == 0 ? "New" : "Update")
        );
        json.WriteStartObject("response");
        json.WriteString("identifier", referralId);
        json.WriteString("code", "ok");
        json.WriteEndObject();
        json.WriteStartArray("focus");
        json.WriteStartObject();
        json.WriteString("reference", "urn:uuid:" + referralId);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Task(FhirWriter fhir, string id, string referralId, HospitalStay stay, CouncilStep step, DateTimeOffset at)
    {
        var json = fhir.Json;
        var (status, business) = step switch
        {
            CouncilStep.Received => ("received", null),
            CouncilStep.InformationAsked => ("on-hold", null),
            CouncilStep.Accepted => ("accepted", null),
            CouncilStep.Assessed => ("in-progress", "assessed"),
            CouncilStep.ServicesArranged => ("in-progress", (string?)"services-arranged"),
            CouncilStep.Completed => ("completed", null),
            CouncilStep.Rejected => ("rejected", null),
            _ => ("cancelled", null),
        };
        fhir.StartResource("Task", id, 1, at, "Referral to adult social care");
        json.WriteString("status", status);
        if (business is not null)
            fhir.Concept(
                "businessStatus",
                new Code("https://integration-hub.example/CodeSystem/social-care-referral-state", business, business)
            );
        json.WriteString("intent", "order");
        fhir.Reference("focus", "urn:uuid:" + referralId);
        fhir.Reference("for", "urn:uuid:" + stay.PatientId);
        fhir.Organisation("owner", stay.Person.Place.Council);
        json.WriteEndObject();
    }
}
