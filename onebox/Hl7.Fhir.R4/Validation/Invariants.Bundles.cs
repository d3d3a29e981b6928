using Hl7.Fhir.Model;
using static Hl7.Fhir.Model.Bundle;

namespace Hl7.Fhir.Validation;

internal static partial class Invariants
{
    private static void Bundles(Rules rules)
    {
        switch (rules.Type)
        {
            case "Bundle":
                Whole(rules);
                break;
            case "Bundle#Entry":
                rules.Add(
                    "bdl-5",
                    "Must be a resource unless there's a request or response.",
                    rules.Any("resource", "request", "response")
                );
                rules.Add<EntryComponent>(
                    "bdl-8",
                    "fullUrl cannot be a version specific reference.",
                    entry => entry.FullUrl?.Contains("/_history/", StringComparison.Ordinal) is not true
                );
                rules.Add<EntryComponent>(
                    "fullUrl-1",
                    "fullUrl SHALL be an absolute address.",
                    entry => entry.FullUrl is not { } url || url.Contains(':', StringComparison.Ordinal)
                );
                break;
            case "Composition#Section":
                rules.Add(
                    "cmp-1",
                    "A section must contain at least one of text, entries, or sub-sections.",
                    rules.Any("text", "entry", "section")
                );
                rules.Add("cmp-2", "A section can only have an emptyReason if it is empty.", rules.NotBoth("emptyReason", "entry"));
                break;
        }
    }

    private static void Whole(Rules rules)
    {
        rules.Add<Bundle>(
            "bdl-1",
            "Total only when a search or history.",
            one => one.TotalElement is null || one.Type is BundleType.Searchset or BundleType.History
        );
        rules.Add<Bundle>(
            "bdl-2",
            "entry.search only when a search.",
            one => one.Type == BundleType.Searchset || one.Entry.TrueForAll(entry => entry.Search is null)
        );
        rules.Add<Bundle>(
            "bdl-3",
            "entry.request mandatory for batch/transaction/history, otherwise prohibited.",
            one =>
            {
                var wanted = one.Type is BundleType.Batch or BundleType.Transaction or BundleType.History;
                return one.Entry.TrueForAll(entry => entry.Request is not null == wanted);
            }
        );
        rules.Add<Bundle>(
            "bdl-4",
            "entry.response mandatory for batch-response/transaction-response/history, otherwise prohibited.",
            one =>
            {
                var wanted = one.Type is BundleType.BatchResponse or BundleType.TransactionResponse or BundleType.History;
                return one.Entry.TrueForAll(entry => entry.Response is not null == wanted);
            }
        );
        rules.Add<Bundle>(
            "bdl-7",
            "FullUrl must be unique in a bundle, or else entries with the same fullUrl must have different meta.versionId.",
            one => one.Type == BundleType.History || HasDistinctUrls(one.Entry)
        );
        rules.Add<Bundle>(
            "fullUrl-2",
            "fullUrl SHALL NOT disagree with the id in the resource.",
            one =>
                one.Type is BundleType.Transaction or BundleType.Batch or BundleType.TransactionResponse or BundleType.BatchResponse
                || one.Entry.TrueForAll(AgreesWithId)
        );
        rules.Add<Bundle>(
            "bdl-9",
            "A document must have an identifier with a system and a value.",
            one => one.Type != BundleType.Document || one.Identifier is { System: not null, Value: not null }
        );
        rules.Add<Bundle>("bdl-10", "A document must have a date.", one => one.Type != BundleType.Document || one.Timestamp is not null);
        rules.Add<Bundle>(
            "bdl-11",
            "A document must have a Composition as the first resource.",
            one => one.Type != BundleType.Document || one.Entry.FirstOrDefault()?.Resource is Composition
        );
        rules.Add<Bundle>(
            "bdl-12",
            "A message must have a MessageHeader as the first resource.",
            one => one.Type != BundleType.Message || one.Entry.FirstOrDefault()?.Resource is MessageHeader
        );
    }

    // Where a resource is found at an http address it has an id; and an address of the form .../Type/id says which.
    private static bool AgreesWithId(EntryComponent entry)
    {
        if (entry.Resource is not { } resource || entry.FullUrl is not { } url || !url.StartsWith("http", StringComparison.Ordinal))
            return true;
        if (resource.Id is not { } id)
            return false;
        var typeAndId = "/" + resource.TypeName + "/";
        var at = url.LastIndexOf(typeAndId, StringComparison.Ordinal);
        return at < 0 || url.AsSpan(at + typeAndId.Length).SequenceEqual(id);
    }

    private static bool HasDistinctUrls(List<EntryComponent> entries)
    {
        var seen = new HashSet<string>(entries.Count, StringComparer.Ordinal);
        foreach (var entry in entries)
            if (entry.FullUrl is { } url && !seen.Add(entry.Resource?.VersionId is { } version ? $"{url} {version}" : url))
                return false;
        return true;
    }
}
