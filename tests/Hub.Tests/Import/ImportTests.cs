using Azure.Data.Tables;
using IntegrationHub.Import;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Import;

/// <summary>Dropped files, from the blob to the record.</summary>
public sealed class ImportTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TestHub Hub => fixture.Hub;

    [Fact]
    public async Task Each_line_comes_into_the_record_of_its_person_once()
    {
        var people = Enumerable.Range(0, 12).Select(_ => TestPerson.New()).ToList();
        var name = $"X90001/{Messages.NewName("mixed")}.ndjson";

        var summary = await Drop.PutAndReadAsync(Hub, name, Drop.Mixed(people, observations: 100, seed: 1));

        Assert.Equal((1212L, 1212L, 0L, ImportSummary.Done), (summary!.Lines, summary.Resources, summary.Refused, summary.State));
        await AllAreThereAsync(people, 100);
        Assert.Empty(await Drop.ErrorsAsync(Hub, name));
    }

    [Fact]
    public async Task The_same_file_again_under_another_name_changes_no_record()
    {
        var people = Enumerable.Range(0, 3).Select(_ => TestPerson.New()).ToList();
        var lines = Drop.Mixed(people, observations: 20, seed: 2);
        await Drop.PutAndReadAsync(Hub, $"X90001/{Messages.NewName("first")}.ndjson", lines);
        var before = await VersionsAsync(people);

        var again = await Drop.PutAndReadAsync(Hub, $"X90001/{Messages.NewName("second")}.ndjson", lines);

        Assert.Equal(63, again!.Resources);
        Assert.Equal(before, await VersionsAsync(people));
        await AllAreThereAsync(people, 20);
    }

    [Fact]
    public async Task A_faulty_line_is_refused_alone_and_told_with_its_number_code_and_place()
    {
        var person = TestPerson.New();
        var name = $"X90001/{Messages.NewName("faulty")}.ndjson";

        var summary = await Drop.PutAndReadAsync(
            Hub,
            name,
            Drop.Patient(person),
            "{",
            Drop.Observation(person, "good"),
            """{"resourceType":"Observation","id":"bad","status":"wrong","code":{"text":"x"},"subject":{"reference":"Patient/"""
                + person.PatientId
                + "\"}}",
            "",
            """{"resourceType":"Patient","id":"other","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000011"}]}""",
            """{"resourceType":"Nonsense","id":"x"}"""
        );

        var errors = await Drop.ErrorsAsync(Hub, name);
        Assert.Equal([2L, 4L, 6L, 7L], errors.Select(error => error.Line).Distinct());
        Assert.Equal("INT005", errors[0].Code);
        Assert.Contains(errors, error => error is { Line: 4, Location: "Observation.status" });
        Assert.Contains(
            errors,
            error => error is { Line: 6, Code: "INT200" } && error.Location!.StartsWith("Patient.", StringComparison.Ordinal)
        );
        Assert.Equal((2L, 4L), (summary!.Resources, summary.Refused));
        Assert.Equal(errors.Count, summary.Codes.Values.Sum());
        await AllAreThereAsync([person], 1);
    }

    [Fact]
    public async Task Bundles_stand_on_lines_or_are_files_of_their_own()
    {
        var (one, two) = (Messages.Gp(TestPerson.New(), entries: 5), Messages.Gp(TestPerson.New(), entries: 7));
        var text = System.Text.Encoding.UTF8.GetString(one.Body);

        var lines = await Drop.PutAndReadAsync(
            Hub,
            $"X90001/{Messages.NewName("bundles")}.ndjson",
            text,
            """{"resourceType":"Bundle","type":"searchset"}"""
        );
        var pretty = await Drop.PutAndReadAsync(
            Hub,
            $"X90001/{Messages.NewName("bundle")}.json",
            System.Text.Json.Nodes.JsonNode.Parse(two.Body)!.ToJsonString(new() { WriteIndented = true })
        );

        Assert.Equal((5L, 1L), (lines!.Resources, lines.Refused));
        Assert.Equal((7L, 0L), (pretty!.Resources, pretty.Refused));
        Assert.Equal((1, 5), await Hub.Truth.SeenOfAsync(Hub.RecordOf(one.Person), one, Cancellation));
    }

    [Fact]
    public async Task A_bundle_that_is_too_long_to_be_sent_may_be_dropped()
    {
        var message = Messages.Gp(TestPerson.New(), entries: 2500);
        var sent = await Hub.Client.SendAsync(message, Cancellation);
        Assert.Equal((413, "INT103"), ((int)sent.Status, sent.Code));

        var dropped = await Drop.PutAndReadAsync(
            Hub,
            $"X90001/{Messages.NewName("long")}.json",
            System.Text.Encoding.UTF8.GetString(message.Body)
        );

        Assert.Equal(2500, dropped!.Resources);
        Assert.Equal((1, 2500), await Hub.Truth.SeenOfAsync(Hub.RecordOf(message.Person), message, Cancellation));
    }

    [Fact]
    public async Task Resources_whose_patient_comes_in_a_later_file_join_the_record_then()
    {
        var person = TestPerson.New();
        await Drop.PutAndReadAsync(
            Hub,
            $"X90001/{Messages.NewName("obs")}.ndjson",
            Drop.Observation(person, "a"),
            Drop.Observation(person, "b")
        );
        Assert.Null(await Hub.Truth.ReadAsync(Hub.RecordOf(person), Cancellation));

        await Drop.PutAndReadAsync(Hub, $"X90001/{Messages.NewName("pat")}.ndjson", Drop.Patient(person));
        await Hub.SweepAsync(Cancellation);

        await AllAreThereAsync([person], 2);
    }

    [Theory]
    [InlineData("X90001/{0}.csv", "INT551")]
    [InlineData("QZ9/{0}.ndjson", "INT550")]
    [InlineData("ZZ999/{0}.ndjson", "INT550")]
    [InlineData("{0}.ndjson", "INT550")]
    public async Task A_file_that_nobody_may_send_or_read_is_told_beside_it(string pattern, string code)
    {
        var person = TestPerson.New();
        var name = string.Format(System.Globalization.CultureInfo.InvariantCulture, pattern, Messages.NewName("file"));

        await Drop.PutAndReadAsync(Hub, name, Drop.Patient(person));

        Assert.Equal([(0L, code, null)], await Drop.ErrorsAsync(Hub, name));
        Assert.Null(await Hub.Truth.ReadAsync(Hub.RecordOf(person), Cancellation));
    }

    [Fact]
    public async Task A_type_that_the_organisation_may_not_send_is_refused_line_by_line()
    {
        var person = TestPerson.New();
        var name = $"{Council}/{Messages.NewName("council")}.ndjson";

        var summary = await Drop.PutAndReadAsync(
            Hub,
            name,
            Drop.Patient(person),
            """{"resourceType":"MedicationRequest","id":"m","status":"active","intent":"order","medicationCodeableConcept":{"text":"x"},"subject":{"reference":"Patient/"""
                + person.PatientId
                + "\"}}"
        );

        Assert.Equal((1L, 1L), (summary!.Resources, summary.Refused));
        Assert.Equal([(2L, "INT302", "MedicationRequest")], await Drop.ErrorsAsync(Hub, name));
    }

    [Fact]
    public async Task A_replaced_file_is_read_anew_and_its_errors_are_its_own()
    {
        var person = TestPerson.New();
        var name = $"X90001/{Messages.NewName("replaced")}.ndjson";
        await Drop.PutAndReadAsync(Hub, name, "nonsense");
        Assert.Single(await Drop.ErrorsAsync(Hub, name));

        var summary = await Drop.PutAndReadAsync(Hub, name, Drop.Patient(person), Drop.Observation(person, "a"));

        Assert.Equal((2L, 0L), (summary!.Resources, summary.Refused));
        Assert.Empty(await Drop.ErrorsAsync(Hub, name));
    }

    [Fact]
    public async Task What_the_hub_writes_beside_a_file_is_no_file_to_be_read()
    {
        Assert.Null(await Drop.PutAndReadAsync(Hub, "X90001/x.ndjson.errors.ndjson", "{}"));
        Assert.Null(await Drop.PutAndReadAsync(Hub, "X90001/x.ndjson.summary.json", "{}"));
    }

    [Fact]
    public async Task Each_import_leaves_an_audit_row_with_counts_and_no_name()
    {
        var person = TestPerson.New();
        var name = $"X90001/{Messages.NewName("audited")}.ndjson";
        var summary = await Drop.PutAndReadAsync(Hub, name, Drop.Patient(person), "{");

        var rows = new List<TableEntity>();
        await foreach (var row in Hub.Truth.Tables.Audit.QueryAsync<TableEntity>(cancellationToken: Cancellation))
        {
            if (row.GetString("Correlation") == $"import-{summary!.Import}")
                rows.Add(row);
        }

        Assert.Equal(["drop", "import"], rows.OrderBy(row => row.RowKey, StringComparer.Ordinal).Select(row => row.GetString("Action")));
        Assert.Equal("2 lines, 1 resources, 1 refused", rows.Single(row => row.GetString("Action") == "import").GetString("Detail"));
        Assert.All(
            rows,
            row => Assert.DoesNotContain("audited", string.Join(' ', row.Select(pair => pair.Value)), StringComparison.Ordinal)
        );
    }

    private string Council =>
        Hub.Directory.Organisations.Values.First(each => each.Kind == IntegrationHub.Directory.OrganisationKind.Council).OdsCode.Value;

    private async Task<IReadOnlyList<int>> VersionsAsync(IEnumerable<TestPerson> people)
    {
        var versions = new List<int>();
        foreach (var person in people)
            versions.Add((await Hub.Truth.ReadAsync(Hub.RecordOf(person), Cancellation))!.Head.Version);
        return versions;
    }

    private async Task AllAreThereAsync(IEnumerable<TestPerson> people, int observations)
    {
        await Hub.SweepAsync(Cancellation);
        foreach (var person in people)
        {
            var content = (await Hub.Truth.ReadAsync(Hub.RecordOf(person), Cancellation))!;
            Assert.Equal(observations, content.Entries.Count(entry => entry.ResourceType == "Observation"));
            Assert.Equal(
                observations,
                content.Entries.Where(entry => entry.ResourceType == "Observation").Select(entry => entry.Key).Distinct().Count()
            );
            Assert.Single(content.Entries, entry => entry.ResourceType == "Patient");
        }
    }
}
