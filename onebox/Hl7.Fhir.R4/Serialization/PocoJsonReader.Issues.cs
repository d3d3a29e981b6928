using System.Text;
using System.Text.Json;
using Hl7.Fhir.Introspection;
using Hl7.Fhir.Model;
using Hl7.Fhir.Utility;
using Hl7.Fhir.Validation;
using static Hl7.Fhir.Model.OperationOutcome;

namespace Hl7.Fhir.Serialization;

internal sealed partial class PocoJsonReader
{
    private const int MostIssues = 1000;
    private const int LongestNameInMessage = 40;

    public List<CodedException> Issues { get; } = [];

    private void Report(ref Utf8JsonReader reader, Issue issue) => Report(ref reader, issue, null);

    private void Report(ref Utf8JsonReader reader, Issue issue, string? at)
    {
        if (Issues.Count > MostIssues)
            return;
        if (Issues.Count == MostIssues)
            issue = Issue.TooMany;
        var position = reader.TokenStartIndex;
        Issues.Add(
            issue.IsAboutContent
                ? new CodedValidationException(issue.Code, issue.Message, at ?? Location(), null, position, issue.Severity, issue.Type)
                : new FhirJsonException(issue.Code, issue.Message, at ?? Location(), null, position, issue.Severity, issue.Type)
        );
    }

    private void ReportToken(ref Utf8JsonReader reader, PrimitiveKind kind) =>
        Report(
            ref reader,
            new Issue(
                FhirJsonException.UNEXPECTED_JSON_TOKEN_CODE,
                $"Expected a value of type {kind.Name()}, but found a JSON {reader.TokenType}.",
                IssueSeverity.Warning,
                IssueType.Value
            )
        );

    private void ReportNumber(ref Utf8JsonReader reader, PrimitiveKind kind) =>
        Report(ref reader, Issue.Error(FhirJsonException.NUMBER_CANNOT_BE_PARSED_CODE, $"The JSON number is not a {kind.Name()}."));

    private void ReportCode(ref Utf8JsonReader reader, string name) =>
        Report(
            ref reader,
            Issue.Error(
                CodedValidationException.INVALID_CODED_VALUE_CODE,
                $"The value is not a code of {name}, whose codes are required here.",
                IssueType.CodeInvalid
            )
        );

    private void ReportUnknownType(ref Utf8JsonReader reader)
    {
        ReportVersion(ref reader, OtherVersions.OfType(ValueBytes(ref reader)));
        var isDataType = TypeTable.IsDataType(Encoding.UTF8.GetString(ValueBytes(ref reader)));
        Report(
            ref reader,
            isDataType
                ? Issue.Fatal(
                    FhirJsonException.RESOURCE_TYPE_NOT_A_RESOURCE_CODE,
                    "The type in 'resourceType' is a data type, not a resource."
                )
                : Issue.Fatal(FhirJsonException.UNKNOWN_RESOURCE_TYPE_CODE, "The type in 'resourceType' is not a resource type of FHIR R4.")
        );
    }

    private void ReportUnknownProperty(ref Utf8JsonReader reader, TypeFacts facts, scoped ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("resourceType"u8))
        {
            Report(
                ref reader,
                Issue.Error(FhirJsonException.RESOURCETYPE_MISPLACED_CODE, "Only resources have a 'resourceType'.", IssueType.Structure)
            );
            return;
        }
        if (facts.HasChoices && ChoiceOf(facts, name) is { } issue)
        {
            Report(ref reader, issue);
            return;
        }
        Report(
            ref reader,
            Issue.Error(
                FhirJsonException.UNKNOWN_PROPERTY_FOUND_CODE,
                $"Encountered unrecognized element{Quoted(name)}.",
                IssueType.Structure
            )
        );
        ReportVersion(ref reader, OtherVersions.OfElement(facts.Name, name));
    }

    // valueFoo, or value alone, where value[x] is a choice.
    private static Issue? ChoiceOf(TypeFacts facts, scoped ReadOnlySpan<byte> name)
    {
        if (name[0] == (byte)'_')
            name = name[1..];
        foreach (var element in facts.Elements)
        {
            if (!element.IsChoice || !name.StartsWith(Encoding.ASCII.GetBytes(element.Name)))
                continue;
            var suffix = Encoding.UTF8.GetString(name[element.Name.Length..]);
            if (suffix.Length == 0)
                return Issue.Fatal(
                    FhirJsonException.CHOICE_ELEMENT_HAS_NO_TYPE_CODE,
                    $"Choice element '{element.Name}' is not suffixed with a type."
                );
            if (char.IsAsciiLetterLower(suffix[0]))
                continue;
            var known =
                TypeTable.IsDataType(suffix) || PrimitiveKinds.Named(char.ToLowerInvariant(suffix[0]) + suffix[1..]) != PrimitiveKind.None;
            return known
                ? Issue.Error(
                    CodedValidationException.CHOICE_TYPE_NOT_ALLOWED_CODE,
                    $"Choice element '{element.Name}' has a type that it may not have.",
                    IssueType.Structure
                )
                : Issue.Fatal(
                    FhirJsonException.CHOICE_ELEMENT_HAS_UNKOWN_TYPE_CODE,
                    $"Choice element '{element.Name}' is suffixed with an unrecognized type."
                );
        }
        return null;
    }

    // A name helps the sender; one that does not look like an element's might hold anything.
    private static string Quoted(ReadOnlySpan<byte> name)
    {
        if (name.Length > LongestNameInMessage)
            return "";
        foreach (var c in name)
            if (!char.IsAsciiLetter((char)c) && c != '_')
                return "";
        return $" '{Encoding.ASCII.GetString(name)}'";
    }
}
