using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Utility;

namespace Hl7.Fhir.Tests;

/// <summary>The model behaves as code written for Firely's expects.</summary>
public sealed class ModelTests
{
    private const string PatientJson = """
        {"resourceType":"Patient","id":"p1","gender":"female","birthDate":"1970-03","_birthDate":{"extension":[{"url":"http://x/why","valueString":"y"}]},
         "name":[{"use":"official","family":"Æsop","given":["A",null,"C"],"_given":[null,{"id":"g2","extension":[{"url":"http://x/g","valueBoolean":true}]},null]}],
         "deceasedBoolean":false,"multipleBirthInteger":2}
        """;

    [Fact]
    public void Every_resource_type_of_R4_is_there()
    {
        Assert.Equal(146, ModelInfo.SupportedResources.Count);
        Assert.All(
            ModelInfo.SupportedResources,
            name => Assert.Equal(name, ((Base)Activator.CreateInstance(ModelInfo.GetTypeForFhirType(name)!)!).TypeName)
        );
        Assert.True(ModelInfo.IsKnownResource("Patient"));
        Assert.False(ModelInfo.IsKnownResource("Martian"));
        Assert.Equal(typeof(FhirDateTime), ModelInfo.GetTypeForFhirType("dateTime"));
        Assert.Equal("Reference", ModelInfo.GetFhirTypeNameForType(typeof(ResourceReference)));
    }

    [Fact]
    public void Values_ids_and_extensions_of_primitives_are_read()
    {
        var patient = Reading.Valid<Patient>(PatientJson);
        Assert.Equal(AdministrativeGender.Female, patient.Gender);
        Assert.Equal("1970-03", patient.BirthDate);
        Assert.Equal("y", patient.BirthDateElement.GetStringExtension("http://x/why"));
        Assert.Equal(["A", null, "C"], patient.Name[0].Given);
        Assert.Equal("g2", patient.Name[0].GivenElement[1].ElementId);
        Assert.False(Assert.IsType<FhirBoolean>(patient.Deceased).Value);
        Assert.Equal(2, Assert.IsType<Integer>(patient.MultipleBirth).Value);
        Assert.Null(
            JsonValues.Difference(System.Text.Encoding.UTF8.GetBytes(PatientJson), new FhirJsonPocoSerializer().SerializeToBytes(patient))
        );
    }

    [Fact]
    public void What_is_built_is_written()
    {
        var encounter = new Encounter
        {
            Id = "e1",
            Status = Encounter.EncounterStatus.InProgress,
            Class = new Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", "IMP"),
            Subject = new ResourceReference("Patient/1"),
            Period = new Period(new FhirDateTime(2026, 1, 2), null),
            Meta = new Meta { LastUpdated = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)), Profile = ["http://x/p"] },
        };
        encounter.AddExtension("http://x/e", new FhirDecimal(1.50m));
        Assert.Equal(
            """{"resourceType":"Encounter","id":"e1","meta":{"lastUpdated":"2026-01-02T03:04:05+01:00","profile":["http://x/p"]}"""
                + ""","""
                + "\"extension\":"
                + """[{"url":"http://x/e","valueDecimal":1.50}]"""
                + ",\"status\":\"in-progress\",\"class\":"
                + """{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"IMP"}"""
                + ",\"subject\":"
                + """{"reference":"Patient/1"}"""
                + ",\"period\":"
                + """{"start":"2026-01-02"}}""",
            new FhirJsonPocoSerializer().SerializeToString(encounter)
        );
    }

    [Fact]
    public void System_Text_Json_reads_and_writes_resources()
    {
        var options = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);
        var patient = JsonSerializer.Deserialize<Patient>(PatientJson, options)!;
        Assert.Equal("Æsop", patient.Name[0].Family);
        Assert.Contains("Æsop", JsonSerializer.Serialize<Resource>(patient, options), StringComparison.Ordinal);
        var fault = Assert.Throws<DeserializationFailedException>(() =>
            JsonSerializer.Deserialize<Patient>("""{"resourceType":"Patient","gender":"x"}""", options)
        );
        Assert.IsType<Patient>(fault.PartialResult);
        Assert.Equal("PVAL116", Assert.Single(fault.Exceptions).ErrorCode);
    }

    [Fact]
    public void Enumerations_have_the_codes_of_FHIR()
    {
        Assert.Equal("entered-in-error", Encounter.EncounterStatus.EnteredInError.GetLiteral());
        Assert.Equal("http://hl7.org/fhir/administrative-gender", AdministrativeGender.Other.GetSystem());
        Assert.Equal("PUT", ((Bundle.HTTPVerb?)Bundle.HTTPVerb.PUT).GetLiteral());
        Assert.Equal(Quantity.QuantityComparator.LessOrEqual, EnumUtility.ParseLiteral<Quantity.QuantityComparator>("<="));
        Assert.Null(EnumUtility.ParseLiteral<AdministrativeGender>("F"));
        Assert.Equal(ResourceType.Patient, new Patient().TryDeriveResourceType(out var type) ? type : default);
    }

    [Fact]
    public void A_code_that_is_no_member_is_kept_as_text()
    {
        var patient = (Patient)RoundTrip.Read("""{"resourceType":"Patient","gender":"F"}"""u8, out _)!;
        Assert.Null(patient.Gender);
        Assert.Equal("F", patient.GenderElement.ObjectValue);
        Assert.Throws<InvalidCastException>(() => patient.GenderElement.Value);
    }

    [Fact]
    public void A_copy_shares_nothing_and_is_equal()
    {
        var patient = Reading.Valid<Patient>(PatientJson);
        var copy = (Patient)patient.DeepCopy();
        Assert.True(copy.IsExactly(patient));
        copy.Name[0].GivenElement[0].Value = "B";
        Assert.Equal("A", patient.Name[0].Given.First());
        Assert.False(copy.IsExactly(patient));
    }

    [Fact]
    public void Children_come_by_name_in_order()
    {
        var patient = Reading.Valid<Patient>(PatientJson);
        Assert.Equal(
            ["id", "name", "gender", "birthDate", "deceased", "multipleBirth"],
            patient.NamedChildren.Select(child => child.ElementName)
        );
        Assert.Equal("HumanName", patient.Children.ElementAt(1).TypeName);
    }

    [Theory]
    [InlineData("0.010")]
    [InlineData("1.2345678901234567890123456789012345")]
    [InlineData("1E3")]
    [InlineData("-0")]
    public void Decimals_keep_their_digits(string digits)
    {
        var json = """{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":""" + digits + "}}";
        Assert.Equal(json, new FhirJsonPocoSerializer().SerializeToString(Reading.Valid<Observation>(json)));
    }

    [Fact]
    public void Moments_are_those_of_the_text()
    {
        Assert.Equal(
            new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.FromHours(1)),
            new FhirDateTime("2026-03-01T10:00:00+01:00").ToDateTimeOffset(TimeSpan.Zero)
        );
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), new FhirDateTime("2026-03").ToDateTimeOffset(TimeSpan.Zero));
        Assert.False(new FhirDateTime("2026-03").TryToDateTimeOffset(out _));
        Assert.Throws<FormatException>(() => new FhirDateTime("soon").ToDateTimeOffset(TimeSpan.Zero));
        Assert.Equal(new DateTimeOffset(1970, 1, 1, 0, 0, 0, TimeSpan.Zero), new Date("1970").ToDateTimeOffset());
    }
}
