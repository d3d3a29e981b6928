using System.Text;
using IntegrationHub.Cli.Send;

namespace IntegrationHub.Cli.Tests.Send;

public sealed class AnswerCodesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("<html/>", "")]
    [InlineData("[]", "")]
    [InlineData("""{"type":"about:blank","code":"INT301"}""", "INT301")]
    [InlineData(
        """{"resourceType":"OperationOutcome","issue":[{"severity":"error","details":{"coding":[{"code":"INT100"}]}},{"severity":"error","details":{"coding":[{"code":"INT103"}]}},{"severity":"fatal","details":{"coding":[{"code":"INT100"}]}}]}""",
        "INT100 INT103"
    )]
    [InlineData(
        """{"resourceType":"OperationOutcome","issue":[{"severity":"information","details":{"coding":[{"code":"INT001"}]}}]}""",
        ""
    )]
    [InlineData(
        """{"resourceType":"Bundle","type":"batch-response","entry":[{"response":{"status":"201"}},{"response":{"status":"422","outcome":{"resourceType":"OperationOutcome","issue":[{"severity":"error","details":{"coding":[{"code":"INT200"}]}}]}}}]}""",
        "INT200"
    )]
    [InlineData(
        """{"resourceType":"Bundle","type":"message","entry":[{"resource":{"resourceType":"MessageHeader","code":"x"}},{"resource":{"resourceType":"OperationOutcome","issue":[{"severity":"error","details":{"coding":[{"code":"INT120"}]}}]}}]}""",
        "INT120"
    )]
    [InlineData("""{"resourceType":"OperationOutcome","issue":[{"severity":"error","details":{"text":"no code"}}]}""", "")]
    public void The_permanent_codes_are_read_from_any_answer(string body, string codes) =>
        Assert.Equal(codes, string.Join(' ', AnswerCodes.Read(Encoding.UTF8.GetBytes(body), accepted: false)));

    [Theory]
    [InlineData(
        """{"resourceType":"OperationOutcome","issue":[{"severity":"error","details":{"coding":[{"code":"REC_CONFLICT"}]}}]}""",
        ""
    )]
    [InlineData("""{"resourceType":"Basic","code":"x"}""", "")]
    [InlineData(
        """{"resourceType":"Bundle","type":"batch-response","entry":[{"response":{"outcome":{"resourceType":"OperationOutcome","issue":[{"severity":"error","details":{"coding":[{"code":"INT200"}]}}]}}}]}""",
        "INT200"
    )]
    public void An_accepted_resource_that_is_given_back_is_no_refusal(string body, string codes) =>
        Assert.Equal(codes, string.Join(' ', AnswerCodes.Read(Encoding.UTF8.GetBytes(body), accepted: true)));
}
