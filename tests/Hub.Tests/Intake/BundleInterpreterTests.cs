using IntegrationHub.Errors;
using IntegrationHub.Intake;
using static IntegrationHub.Tests.Intake.Interpreted;

namespace IntegrationHub.Tests.Intake;

public sealed class BundleInterpreterTests
{
    private const string Header =
        """{"resourceType":"MessageHeader","id":"h","eventCoding":{"system":"urn:x","code":"y"},"source":{"endpoint":"urn:x"}}""";

    private const string Composition = """
        {"resourceType":"Composition","id":"c","status":"final","type":{"text":"x"},"date":"2025-01-01","author":[{"display":"x"}],"title":"x"}
        """;

    [Theory]
    [InlineData("transaction", MessageShape.Transaction)]
    [InlineData("batch", MessageShape.Batch)]
    [InlineData("collection", MessageShape.Told)]
    public void A_bundles_type_says_how_it_is_answered(string type, MessageShape shape)
    {
        var method = shape is MessageShape.Told ? null : "PUT";
        var said = Read(Bundle(type, Entry(Observation(",\"id\":\"o\""), method, "Observation/o", "https://sender.example/Observation/o")));

        Assert.Empty(said.Errors);
        Assert.Equal((shape, 1), (said.Shape, said.Entries.Count));
    }

    [Fact]
    public void A_message_begins_with_its_header()
    {
        var observation = Entry(Observation(",\"id\":\"o\""), fullUrl: "https://sender.example/Observation/o");
        var header = Entry(Header, fullUrl: "https://sender.example/MessageHeader/h");

        var said = Read(Bundle("message", header, observation));
        Assert.Equal((MessageShape.Message, "h"), (said.Shape, said.Header?.Id));
        Assert.Empty(said.Errors);
        Assert.Contains(Read(Bundle("message", observation, header)).Errors, error => error.Kind == ErrorCatalogue.NoMessageHeader);
    }

    [Fact]
    public void A_document_begins_with_its_composition() =>
        Assert.Contains(
            Read(Bundle("document", Entry(Observation(",\"id\":\"o\"")), Entry(Composition))).Errors,
            error => error.Kind == ErrorCatalogue.NoComposition
        );

    [Theory]
    [InlineData("history")]
    [InlineData("searchset")]
    [InlineData("transaction-response")]
    [InlineData("batch-response")]
    public void A_bundle_that_is_an_answer_is_no_message(string type) =>
        Assert.Contains(Read(Bundle(type)).Errors, error => error.Kind == ErrorCatalogue.BundleTypeNotAccepted);

    [Theory]
    [InlineData("transaction")]
    [InlineData("collection")]
    public void Process_message_takes_messages_only(string type) =>
        Assert.Contains(Read(Bundle(type), messagesOnly: true).Errors, error => error.Kind == ErrorCatalogue.BundleTypeNotAccepted);

    [Fact]
    public void DELETE_needs_an_id_and_no_resource()
    {
        var entry = Assert.Single(Read(Bundle("transaction", Entry("", "DELETE", "Observation/o"))).Entries);
        Assert.Equal((EntryMethod.Delete, "Observation", "o"), (entry.Method, entry.Type, entry.SourceId));
        Assert.Null(entry.Resource);

        AssertRefuses(ErrorCatalogue.RequestDoesNotFitResource, Entry("", "DELETE", "Observation"));
    }

    [Theory]
    [InlineData("PUT", "Observation/o", "")]
    [InlineData("PUT", "Observation/o", ",\"id\":\"o\"")]
    [InlineData("POST", "Observation", "")]
    [InlineData("POST", "Observation", ",\"id\":\"whatever\"")]
    public void A_request_that_fits_its_resource_is_taken(string method, string url, string id) =>
        Assert.Empty(Read(Bundle("transaction", Entry(Observation(id), method, url))).Errors);

    [Theory]
    [InlineData("PUT", "Observation")]
    [InlineData("PUT", "Observation/other")]
    [InlineData("PUT", "Condition/o")]
    [InlineData("POST", "Observation/o")]
    [InlineData("POST", "Condition")]
    public void A_request_that_does_not_fit_its_resource_is_refused(string method, string url) =>
        AssertRefuses(ErrorCatalogue.RequestDoesNotFitResource, Entry(Observation(",\"id\":\"o\""), method, url));

    [Theory]
    [InlineData("GET")]
    [InlineData("PATCH")]
    [InlineData("HEAD")]
    public void Reading_and_patching_within_a_transaction_is_refused(string method) =>
        AssertRefuses(ErrorCatalogue.RequestMethodNotAccepted, Entry("", method, "Observation/o"));

    [Fact]
    public void An_entry_without_request_or_resource_is_refused()
    {
        AssertRefuses(ErrorCatalogue.EntryWithoutRequest, Entry(Observation()));
        AssertRefuses(ErrorCatalogue.EntryWithoutResource, Entry("", "PUT", "Observation/o"));
    }

    [Fact]
    public void A_resource_that_is_meant_twice_is_refused_by_POST_and_DELETE_too()
    {
        var put = Entry(Observation(",\"id\":\"o\""), "PUT", "Observation/o");
        AssertRefuses(ErrorCatalogue.DuplicateIdentity, put, put);
        AssertRefuses(ErrorCatalogue.DuplicateIdentity, put, Entry("", "DELETE", "Observation/o"));
        AssertRefuses(ErrorCatalogue.DuplicateIdentity, put, Entry(Observation(",\"id\":\"o\""), "POST", "Observation"));
    }

    [Fact]
    public void Resources_without_any_name_are_different_ones()
    {
        var post = Entry(Observation(), "POST", "Observation");
        var said = Read(Bundle("transaction", post, post));

        Assert.Empty(said.Errors);
        Assert.Equal(2, said.Entries.Select(entry => entry.SourceId).Distinct().Count());
    }

    [Fact]
    public void A_fault_refuses_a_transaction_and_only_the_entry_of_a_batch()
    {
        var good = Entry(Observation(), "POST", "Observation");
        var bad = Entry(Observation(), "GET", "Observation");

        Assert.NotEmpty(Read(Bundle("transaction", good, bad)).Errors);
        var batch = Read(Bundle("batch", good, bad, good));
        Assert.Empty(batch.Errors);
        Assert.Equal([0, 2], batch.Entries.Select(entry => entry.Index));
        Assert.Equal([1], batch.EntryErrors.Keys);
        Assert.Equal(3, batch.EntryCount);
    }

    [Theory]
    [InlineData("o", null)]
    [InlineData("other", "INT116")]
    public void A_resource_put_alone_has_the_id_of_its_address(string id, string? code)
    {
        var said = Of(new MessageRoute.Update("Observation", id), Observation(",\"id\":\"o\""));
        Assert.Equal(code, said.Errors.Count == 0 ? null : said.Errors[0].Code);
    }

    [Fact]
    public void A_resource_alone_is_of_the_addresss_type_and_no_Bundle()
    {
        Assert.Empty(Of(new MessageRoute.Create("Observation"), Observation()).Errors);
        Assert.Equal("INT101", Of(new MessageRoute.Create("Condition"), Observation()).Errors[0].Code);
        Assert.Equal("INT101", Of(new MessageRoute.Create("Bundle"), Bundle("batch")).Errors[^1].Code);
        Assert.Equal("INT101", Read(Observation()).Errors[^1].Code);
    }

    [Fact]
    public void A_modifier_extension_is_refused_with_its_place()
    {
        const string Modifier =
            ",\"component\":[{\"code\":{\"text\":\"x\"},\"modifierExtension\":[{\"url\":\"http://x.example/m\",\"valueBoolean\":true}]}]";
        var error = Assert.Single(Read(Bundle("transaction", Entry(Observation(Modifier), "POST", "Observation"))).Errors);

        Assert.Equal(ErrorCatalogue.ModifierExtension, error.Kind);
        Assert.StartsWith("Bundle.entry", error.Location, StringComparison.Ordinal);
    }

    private static void AssertRefuses(ErrorKind kind, params string[] entries) =>
        Assert.Contains(kind, Read(Bundle("transaction", entries)).Errors.Select(error => error.Kind));
}
