using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Mapping;

namespace IntegrationHub.Tests.CareRecord.Mapping;

/// <summary>Senders leave things out. Each resource here is tried with every part of it missing, one at a time, and with every part empty.</summary>
public sealed class PartialResourceTests
{
    private const string Concept =
        """{"coding":[{"system":"http://snomed.info/sct","code":"1","display":"D","userSelected":true}],"text":"T"}""";
    private const string Amount = """{"value":1.5,"comparator":"<","unit":"mg","system":"http://unitsofmeasure.org","code":"mg"}""";
    private const string Period = """{"start":"2024-01-01","end":"2024-01-02"}""";

    public static TheoryData<string> Full =>
        [
            $$$$""" {"resourceType":"Patient","name":[{"use":"usual","family":"F","given":["G"],"prefix":["P"],"period":{{{{Period}}}}}],"gender":"male","deceasedBoolean":true,"address":[{"use":"home","line":["L"],"city":"C","period":{{{{Period}}}}}]} """,
            $$$$""" {"resourceType":"Encounter","status":"finished","class":{"code":"IMP"},"type":[{{{{Concept}}}}],"period":{{{{Period}}}},"reasonCode":[{{{{Concept}}}}],"serviceProvider":{"display":"S"},"hospitalization":{"dischargeDisposition":{{{{Concept}}}}}} """,
            $$$$""" {"resourceType":"Condition","code":{{{{Concept}}}},"clinicalStatus":{{{{Concept}}}},"verificationStatus":{{{{Concept}}}},"severity":{{{{Concept}}}},"bodySite":[{{{{Concept}}}}],"onsetPeriod":{{{{Period}}}},"abatementRange":{"low":{{{{Amount}}}},"high":{{{{Amount}}}}}} """,
            $$$$""" {"resourceType":"AllergyIntolerance","code":{{{{Concept}}}},"type":"intolerance","criticality":"low","reaction":[{"substance":{{{{Concept}}}},"manifestation":[{{{{Concept}}}}],"severity":"mild","description":"D"}],"onsetAge":{{{{Amount}}}}} """,
            $$$$""" {"resourceType":"MedicationRequest","contained":[{"resourceType":"Medication","id":"m","code":{{{{Concept}}}}}],"status":"active","intent":"order","medicationReference":{"reference":"#m"},"dosageInstruction":[{"timing":{"event":["2024"],"repeat":{"boundsPeriod":{{{{Period}}}},"frequency":1,"period":1,"periodUnit":"d"},"code":{{{{Concept}}}}},"asNeededCodeableConcept":{{{{Concept}}}},"route":{{{{Concept}}}},"doseAndRate":[{"doseQuantity":{{{{Amount}}}},"rateRatio":{"numerator":{{{{Amount}}}},"denominator":{{{{Amount}}}}}}]}]} """,
            $$$$""" {"resourceType":"Observation","status":"final","code":{{{{Concept}}}},"category":[{{{{Concept}}}}],"effectiveTiming":{"event":["2024"],"repeat":{"boundsPeriod":{{{{Period}}}}}},"valueRatio":{"numerator":{{{{Amount}}}},"denominator":{{{{Amount}}}}},"interpretation":[{{{{Concept}}}}],"component":[{"code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},"valueQuantity":{{{{Amount}}}}},{"code":{"coding":[{"system":"http://loinc.org","code":"8462-4"}]},"valueQuantity":{{{{Amount}}}},"dataAbsentReason":{{{{Concept}}}}}]} """,
            $$$$""" {"resourceType":"Immunization","status":"completed","vaccineCode":{{{{Concept}}}},"occurrenceString":"long ago","protocolApplied":[{"doseNumberPositiveInt":1,"seriesDosesString":"2","targetDisease":[{{{{Concept}}}}]}],"doseQuantity":{{{{Amount}}}},"site":{{{{Concept}}}}} """,
            $$$$""" {"resourceType":"DocumentReference","status":"current","docStatus":"final","type":{{{{Concept}}}},"category":[{{{{Concept}}}}],"date":"2024-01-01T00:00:00Z","content":[{"attachment":{"title":"T","creation":"2024"}}],"context":{"period":{{{{Period}}}}},"securityLabel":[{{{{Concept}}}}]} """,
            $$$$""" {"resourceType":"ServiceRequest","status":"active","intent":"order","code":{{{{Concept}}}},"category":[{{{{Concept}}}}],"orderDetail":[{{{{Concept}}}}],"occurrencePeriod":{{{{Period}}}},"performer":[{"display":"P"}],"specimen":[{"reference":"Specimen/1"}]} """,
            $$$$""" {"resourceType":"Procedure","status":"completed","code":{{{{Concept}}}},"performedRange":{"low":{{{{Amount}}}}},"bodySite":[{{{{Concept}}}}],"outcome":{{{{Concept}}}},"statusReason":{{{{Concept}}}}} """,
            $$$$""" {"resourceType":"Flag","status":"active","code":{{{{Concept}}}},"category":[{{{{Concept}}}}],"period":{{{{Period}}}}} """,
            $$$$""" {"resourceType":"DiagnosticReport","status":"final","code":{{{{Concept}}}},"category":[{{{{Concept}}}}],"effectivePeriod":{{{{Period}}}},"result":[{"display":"R"}],"conclusionCode":[{{{{Concept}}}}]} """,
            $$$$""" {"resourceType":"MedicationDispense","status":"completed","medicationCodeableConcept":{{{{Concept}}}},"statusReasonCodeableConcept":{{{{Concept}}}},"quantity":{{{{Amount}}}},"daysSupply":{{{{Amount}}}},"dosageInstruction":[{"text":"T"}]} """,
            $$$$""" {"resourceType":"MedicationAdministration","status":"completed","medicationCodeableConcept":{{{{Concept}}}},"effectivePeriod":{{{{Period}}}},"dosage":{"site":{{{{Concept}}}},"route":{{{{Concept}}}},"dose":{{{{Amount}}}},"rateQuantity":{{{{Amount}}}}}} """,
            $$$$""" {"resourceType":"FamilyMemberHistory","status":"completed","relationship":{{{{Concept}}}},"deceasedAge":{{{{Amount}}}},"condition":[{"code":{{{{Concept}}}},"outcome":{{{{Concept}}}},"onsetAge":{{{{Amount}}}}}]} """,
            $$$$""" {"resourceType":"RelatedPerson","active":true,"name":[{"family":"F"}],"relationship":[{{{{Concept}}}}],"telecom":[{"system":"phone","value":"1","use":"home","period":{{{{Period}}}}}],"period":{{{{Period}}}}} """,
            $$$$""" {"resourceType":"PractitionerRole","active":true,"practitioner":{"display":"P"},"organization":{"display":"O"},"code":[{{{{Concept}}}}],"specialty":[{{{{Concept}}}}],"period":{{{{Period}}}}} """,
            $$$$""" {"resourceType":"CareTeam","status":"active","name":"N","category":[{{{{Concept}}}}],"participant":[{"role":[{{{{Concept}}}}],"member":{"display":"M"}}],"period":{{{{Period}}}}} """,
            $$$$""" {"resourceType":"Appointment","status":"booked","serviceType":[{{{{Concept}}}}],"specialty":[{{{{Concept}}}}],"appointmentType":{{{{Concept}}}},"reasonCode":[{{{{Concept}}}}],"requestedPeriod":[{{{{Period}}}}],"participant":[{"actor":{"display":"A"},"status":"accepted"}]} """,
            $$$$""" {"resourceType":"EpisodeOfCare","status":"active","type":[{{{{Concept}}}}],"managingOrganization":{"display":"O"},"careManager":{"display":"C"},"period":{{{{Period}}}}} """,
            $$$$""" {"resourceType":"Goal","lifecycleStatus":"active","description":{{{{Concept}}}},"achievementStatus":{{{{Concept}}}},"startDate":"2024","target":[{"measure":{{{{Concept}}}},"detailQuantity":{{{{Amount}}}},"dueDate":"2025"}]} """,
            $$$$""" {"resourceType":"RiskAssessment","status":"final","code":{{{{Concept}}}},"occurrencePeriod":{{{{Period}}}},"prediction":[{"outcome":{{{{Concept}}}},"qualitativeRisk":{{{{Concept}}}},"probabilityDecimal":0.10}],"mitigation":"M"} """,
            $$$$""" {"resourceType":"CarePlan","status":"active","intent":"plan","title":"T","description":"D","category":[{{{{Concept}}}}],"period":{{{{Period}}}},"activity":[{"reference":{"display":"R"}},{"detail":{"code":{{{{Concept}}}},"status":"completed","description":"D","doNotPerform":true}}]} """,
        ];

    [Theory]
    [MemberData(nameof(Full))]
    public void Any_part_may_be_missing_or_empty(string json)
    {
        var whole = JsonNode.Parse(json)!;
        var tried = 0;
        foreach (var path in Paths(whole, []).ToArray())
        foreach (var empty in (bool[])[false, true])
        {
            var copy = whole.DeepClone();
            Remove(copy, path, empty);
            if (Mapped.Read(Encoding.UTF8.GetBytes(copy.ToJsonString())) is not { } resource)
                continue;
            tried++;
            var outcome = ResourceMapper.Map(resource);
            Assert.True(outcome is MappingOutcome.Unmapped || outcome is MappingOutcome.Mapped { Content.Display.Length: > 0 });
        }

        Assert.True(tried > 10);
    }

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] path)
    {
        if (node is JsonObject members)
            foreach (var (name, member) in members)
            foreach (var inner in Paths(member, [.. path, name]).Prepend([.. path, name]))
                if (name != "resourceType")
                    yield return inner;
        if (node is JsonArray items)
            for (var i = 0; i < items.Count; i++)
                foreach (var inner in Paths(items[i], [.. path, i]).Prepend([.. path, i]))
                    yield return inner;
    }

    private static void Remove(JsonNode root, object[] path, bool empty)
    {
        var parent = root;
        foreach (var step in path[..^1])
            parent = step is int index ? parent![index] : parent![(string)step];
        if (path[^1] is int at)
        {
            if (empty)
                parent!.AsArray()[at] = null;
            else
                parent!.AsArray().RemoveAt(at);
        }
        else if (empty)
            parent![(string)path[^1]] =
                parent[(string)path[^1]] is JsonArray ? new JsonArray()
                : parent[(string)path[^1]] is JsonObject ? new JsonObject()
                : "";
        else
            parent!.AsObject().Remove((string)path[^1]);
    }
}
