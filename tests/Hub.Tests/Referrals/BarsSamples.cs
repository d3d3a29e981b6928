using System.Text;
using System.Text.Json;
using Hl7.Fhir.Model;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Fhir;
using IntegrationHub.Identifiers;
using IntegrationHub.Intake;
using IntegrationHub.Referrals.Told;

namespace IntegrationHub.Tests.Referrals;

/// <summary>What the hub does with each published sample of booking and referral (BaRS 1.4.0), as docs/referrals-bars.md lists it.</summary>
internal static class BarsSamples
{
    private static readonly JsonLimits Limits = new();

    internal static string Write() =>
        "\n## BaRS samples\n\n[What the hub does with each published sample of BaRS 1.4.0](referrals-bars.md).\n";

    internal static string Table(string folder)
    {
        var text = new StringBuilder(
            """
            # The published samples of BaRS 1.4.0

            Made from the samples of NHSDigital/booking-and-referral-fhir-api by a test that reads each of them as a sender's message; it is skipped where they are not there. After a change of a rule run
            `HUB_WRITE_DOCS=1 dotnet test tests/Hub.Tests --filter FullyQualifiedName~BarsSampleTests`.

            What counts as a referral to social care says [referrals.md](referrals.md). Messages about other services, and bookings, go into the care record by [their mapping](mapping.md) and are
            answered by a message; the hub keeps no slots and takes no bookings in anybody's place. Answers and errors are what a receiver sends back: nobody sends them to the hub, whose own answers are
            OperationOutcomes with its own codes ([errors](errors.md)).

            | sample | what it is | what the hub does with it |
            |---|---|---|

            """
        );
        foreach (var file in System.IO.Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var (what, then) = Of(File.ReadAllBytes(file));
            text.Append($"| {Path.GetFileName(file)} | {what} | {then} |\n");
        }

        return text.ToString();
    }

    private static (string What, string Then) Of(byte[] bytes)
    {
        if (JsonScan.Run(bytes, Limits).Error is { } broken)
            return ("no JSON", $"refused: {broken.Code}");
        using var json = JsonDocument.Parse(bytes);
        var type = json.RootElement.GetProperty("resourceType").GetString()!;
        if (type is "OperationOutcome")
            return ("an answer: OperationOutcome", "never sent to a hub");
        var kind = type is "Bundle" ? json.RootElement.GetProperty("type").GetString()! : "";
        if (kind is "searchset")
            return ("an answer: what a search found", $"sent to the hub: {Read(bytes, type).Outcome}");
        var (outcome, said) = Read(bytes, type);
        if (kind is not "message")
            return ($"body of a request: {type}", outcome);
        var header = json.RootElement.GetProperty("entry")[0].GetProperty("resource");
        var reason = header.GetProperty("reason").GetProperty("coding")[0].GetProperty("code").GetString();
        var name = header.GetProperty("eventCoding").GetProperty("code").GetString();
        return ($"message {name}, {reason}{Category(said)}", $"{outcome}; {Referral(said)}");
    }

    private static (string Outcome, Interpretation? Said) Read(byte[] bytes, string type)
    {
        var scan = JsonScan.Run(bytes, Limits);
        var route = type is "Bundle" ? (MessageRoute)new MessageRoute.Bundle(MessagesOnly: false) : new MessageRoute.Create(type);
        foreach (var lenient in new[] { false, true })
        {
            var said = BundleInterpreter.Interpret(route, FhirReader.Read(bytes, Limits, lenient), scan, bytes.Length);
            if (said.Errors.Count == 0)
                return (lenient ? "taken where the sender is read leniently, with warnings" : "taken", said);
            if (lenient)
                return ($"refused: {string.Join(", ", said.Errors.Select(error => error.Code).Distinct())}", null);
        }

        throw new InvalidOperationException("Neither read nor refused.");
    }

    private static string Category(Interpretation? said) =>
        said?.Entries.Select(entry => entry.Resource).OfType<ServiceRequest>().FirstOrDefault() is { } request
            ? $", category {string.Join(", ", request.Category.SelectMany(category => category.Coding).Select(coding => coding.Code))}"
            : "";

    private static string Referral(Interpretation? said)
    {
        if (said is null)
            return "nothing kept";
        var bars = BarsHeader.Of(said.Header);
        if (bars is null)
            return "no message of booking and referral";
        var references = new MessageReferences(said.Entries);
        var sender = OdsCode.Parse("X90001");
        var keys = new Dictionary<Resource, ResourceKey>(ReferenceEqualityComparer.Instance);
        foreach (var entry in said.Entries.Where(entry => entry.Resource is Encounter or ServiceRequest))
            keys.TryAdd(entry.Resource!, ResourceKey.Of(sender, entry.Type, entry.SourceId));
        var context = new StayContext(Told.Subject, sender, Told.At(1), null, references.Find, Told.Rules) { Keys = keys };
        var told = ReferralStatements.Of(
            [
                .. said.Entries.Select(entry => new ToldResource(
                    entry.Type,
                    ResourceKey.Of(sender, entry.Type, entry.SourceId),
                    new VersionOrder(Told.Order(1)),
                    entry.Resource
                )),
            ],
            context,
            bars
        );
        return told.Told.Count > 0 ? "a referral to social care" : "answered by a message; into the record, no referral to social care";
    }
}
