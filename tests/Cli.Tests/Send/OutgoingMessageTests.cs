using System.Text;
using IntegrationHub.Cli.Send;

namespace IntegrationHub.Cli.Tests.Send;

public sealed class OutgoingMessageTests
{
    [Theory]
    [InlineData("""{"resourceType":"Bundle","id":"b","type":"history"}""", "POST", "fhir")]
    [InlineData("""{"resourceType":"Patient"}""", "POST", "fhir/Patient")]
    [InlineData(
        """{"contained":[{"id":"c","resourceType":"Organization"}],"id":"p.1","resourceType":"Patient"}""",
        "PUT",
        "fhir/Patient/p.1"
    )]
    [InlineData("""{"resourceType":"Patient","id":"a/../b"}""", "POST", "fhir/Patient")]
    [InlineData("""{"resourceType":"Patient","id":".."}""", "POST", "fhir/Patient")]
    [InlineData("""{"resourceType":"Patient","id":"9990000018"}""", "POST", "fhir/Patient")]
    [InlineData("""{"resourceType":"../admin","id":"a"}""", "POST", "fhir")]
    [InlineData("""{"resourceType":7}""", "POST", "fhir")]
    [InlineData("""[{"op":"replace"}]""", "POST", "fhir")]
    [InlineData("not json", "POST", "fhir")]
    [InlineData("", "POST", "fhir")]
    public void A_message_goes_to_the_address_that_takes_it(string body, string method, string path)
    {
        var message = OutgoingMessage.From("file", Encoding.UTF8.GetBytes(body));

        Assert.Equal((method, path, OutgoingMessage.FhirJson), (message.Method.Method, message.Path, message.ContentType));
    }

    [Fact]
    public void An_event_goes_to_the_events_address()
    {
        var message = OutgoingMessage.From("file", """{"specversion":"1.0","id":"1","type":"t","source":"s"}"""u8.ToArray());

        Assert.Equal(("events", OutgoingMessage.CloudEventJson), (message.Path, message.ContentType));
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_left_for_the_hub_to_judge()
    {
        byte[] body = [.. "{\"resourceType\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        Assert.Equal("fhir", OutgoingMessage.From("file", body).Path);
    }
}
