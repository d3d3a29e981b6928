using System.Text;
using System.Text.Json;
using IntegrationHub.Fhir;
using IntegrationHub.Import;

namespace IntegrationHub.Tests.Import;

public sealed class ImportWindowTests
{
    [Fact]
    public void Lines_of_one_person_share_a_message_with_the_patient_first()
    {
        var window = Window(
            """{"resourceType":"Observation","id":"a","subject":{"reference":"Patient/p1"}}""",
            """{"resourceType":"Observation","id":"b","subject":{"reference":"https://gp.example/Patient/p2"}}""",
            """{"resourceType":"Patient","id":"p1"}""",
            """{"resourceType":"AllergyIntolerance","id":"c","patient":{"reference":"Patient/p1"}}""",
            """{"resourceType":"Appointment","id":"d","participant":[{"actor":{"reference":"Location/x"}},{"status":"accepted","actor":{"reference":"Patient/p2"}}]}"""
        );

        Assert.Empty(window.Errors);
        Assert.Equal(
            [
                ["Patient/p1", "Observation/a", "AllergyIntolerance/c"],
                ["Observation/b", "Appointment/d"],
            ],
            Entries(window)
        );
    }

    [Fact]
    public void What_is_about_nobody_goes_alone_as_it_would_over_http()
    {
        var window = Window(
            """{"resourceType":"Organization","id":"a"}""",
            """{"resourceType":"Organization","id":"b"}""",
            """{"resourceType":"Practitioner"}"""
        );

        Assert.Equal(
            [
                ["Organization/a"],
                ["Organization/b"],
                ["Practitioner"],
            ],
            Entries(window)
        );
    }

    [Fact]
    public void A_resource_that_comes_twice_stands_in_two_messages_in_the_order_of_the_lines()
    {
        var window = Window(
            """{"resourceType":"Observation","id":"a","status":"preliminary","subject":{"reference":"Patient/p"}}""",
            """{"resourceType":"Observation","id":"b","subject":{"reference":"Patient/p"}}""",
            """{"resourceType":"Observation","id":"a","status":"final","subject":{"reference":"Patient/p"}}"""
        );

        var chain = Assert.Single(window.Chains);
        Assert.Equal([1L, 2L], chain[0].Lines.Select(line => line.Number));
        Assert.Equal([3L], chain[1].Lines.Select(line => line.Number));
    }

    [Fact]
    public void A_message_holds_what_one_transaction_takes()
    {
        var lines = Enumerable
            .Range(0, 200)
            .Select(n => $$$"""{"resourceType":"Observation","id":"o{{{n}}}","subject":{"reference":"Patient/p"}}""")
            .ToArray();

        Assert.Equal([85, 85, 30], Assert.Single(Window(lines).Chains).Select(message => message.Lines.Count));
    }

    [Fact]
    public void A_line_that_is_no_sound_json_is_an_error_of_its_own()
    {
        var window = Window(
            "nonsense",
            """{"resourceType":"Patient","resourceType":"Patient"}""",
            """{"id":"no type"}""",
            """{"resourceType":"Patient","id":"p"}""",
            "[]"
        );

        Assert.Equal(
            [(1L, "INT005"), (2, "INT008"), (3, "INT101"), (5, "INT012")],
            window.Errors.Select(error => (error.Line, error.Error.Code))
        );
        Assert.Single(window.Chains);
    }

    [Fact]
    public void The_same_lines_make_the_same_bytes()
    {
        string[] lines =
        [
            """{"resourceType":"Observation","id":"ä \"quoted\"","subject":{"reference":"Patient/p"},"valueQuantity":{"value":1.10}}""",
            """{ "resourceType" : "Bundle" , "type":"transaction","entry":[]}""",
        ];

        var (one, two) = (Window(lines), Window(lines));

        Assert.Equal(
            one.Chains.SelectMany(chain => chain).Select(message => message.Body.ToArray()),
            two.Chains.SelectMany(chain => chain).Select(message => message.Body.ToArray())
        );
        Assert.Contains("1.10", Encoding.UTF8.GetString(one.Chains[1][0].Body.Span), StringComparison.Ordinal);
        Assert.Equal(lines[1], Encoding.UTF8.GetString(one.Chains[0][0].Body.Span));
    }

    private static ImportWindow Window(params string[] lines) =>
        ImportWindow.Of(
            [.. lines.Select((text, n) => new FileLine(n + 1, Encoding.UTF8.GetBytes(text), IsTooLong: false))],
            new JsonLimits()
        );

    private static List<string[]> Entries(ImportWindow window) =>
        [
            .. window
                .Chains.SelectMany(chain => chain)
                .Select(message =>
                    JsonDocument
                        .Parse(message.Body)
                        .RootElement.GetProperty("entry")
                        .EnumerateArray()
                        .Select(entry => entry.GetProperty("request").GetProperty("url").GetString()!)
                        .ToArray()
                ),
        ];
}
