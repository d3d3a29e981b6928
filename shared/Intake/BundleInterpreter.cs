using Hl7.Fhir.Model;
using IntegrationHub.Errors;
using IntegrationHub.Fhir;

namespace IntegrationHub.Intake;

/// <summary>
/// Pure: reads the rules of R4 Bundles (http://hl7.org/fhir/R4/http.html#transaction and bundle.html) out of a read resource.
/// </summary>
public static class BundleInterpreter
{
    public static Interpretation Interpret(MessageRoute route, FhirReading reading, JsonScanResult scan, int bodyLength)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(scan);
        reading = HubReading.Completed(reading, scan.Suspicions);
        if (scan.Suspicions.HasFlag(Suspicions.ModifierExtension) && reading.Resource is { } modified)
            reading = reading with { Errors = [.. reading.Errors, .. ResourceRules.ModifierExtensions(modified, modified.TypeName)] };
        return (route, reading.Resource) switch
        {
            (_, null) => Interpretation.Refused(reading.Errors.Count > 0 ? [.. reading.Errors] : [ErrorCatalogue.NotAResource]),
            (MessageRoute.Bundle bundleRoute, Bundle bundle) => OfBundle(bundleRoute, bundle, reading, scan.ResourceRanges),
            (MessageRoute.Create create, { } resource) when resource.TypeName == create.Type && resource is not Bundle => OfSingle(
                reading,
                EntryMethod.Create,
                resource.Id,
                bodyLength
            ),
            (MessageRoute.Update update, { } resource) when resource.TypeName == update.Type && resource is not Bundle => resource.Id
                is { } id
            && id == (update.Id ?? id)
                ? OfSingle(reading, EntryMethod.Update, id, bodyLength)
                : Interpretation.Refused(ErrorCatalogue.IdDoesNotFitAddress.At($"{update.Type}.id")),
            _ => Interpretation.Refused([.. reading.Errors, ErrorCatalogue.NotAResource]),
        };
    }

    private static Interpretation OfSingle(FhirReading reading, EntryMethod method, string? id, int bodyLength)
    {
        var resource = reading.Resource!;
        var errors = reading.Errors.Concat(ResourceRules.Check(resource, resource.TypeName)).ToList();
        var entry = new IncomingEntry(0, resource.TypeName, SourceIds.Of(resource, id, fullUrl: null, 0), method)
        {
            Resource = resource,
            Range = new ByteRange(0, bodyLength),
            Warnings = reading.Warnings,
        };
        return new Interpretation(MessageShape.Alone, [entry]) { Errors = errors, EntryCount = 1 };
    }

    private static Interpretation OfBundle(MessageRoute.Bundle route, Bundle bundle, FhirReading reading, IReadOnlyList<ByteRange?> ranges)
    {
        MessageShape? shape = bundle.Type switch
        {
            Bundle.BundleType.Message => MessageShape.Message,
            _ when route.MessagesOnly => null,
            Bundle.BundleType.Transaction => MessageShape.Transaction,
            Bundle.BundleType.Batch => MessageShape.Batch,
            Bundle.BundleType.Document or Bundle.BundleType.Collection => MessageShape.Told,
            _ => null,
        };
        if (shape is null)
            return Interpretation.Refused([ErrorCatalogue.BundleTypeNotAccepted.At("Bundle.type"), .. reading.Errors]);

        var faults = new FaultsByEntry(reading.Errors);
        var warnings = new FaultsByEntry(reading.Warnings);
        var entries = new List<IncomingEntry>(bundle.Entry.Count);
        for (var i = 0; i < bundle.Entry.Count; i++)
        {
            if (EntryInterpreter.Interpret(shape.Value, bundle.Entry[i], i, i < ranges.Count ? ranges[i] : null, faults) is { } entry)
                entries.Add(entry with { Warnings = warnings.Of(i) });
        }

        FindDoubles(entries, faults);
        if (shape is MessageShape.Message && bundle.Entry.FirstOrDefault()?.Resource is not MessageHeader)
            faults.Whole.Add(ErrorCatalogue.NoMessageHeader.At("Bundle.entry[0]"));
        if (bundle.Type is Bundle.BundleType.Document && bundle.Entry.FirstOrDefault()?.Resource is not Composition)
            faults.Whole.Add(ErrorCatalogue.NoComposition.At("Bundle.entry[0]"));

        return new Interpretation(
            shape.Value,
            shape is MessageShape.Batch ? [.. entries.Where(entry => !faults.ByEntry.ContainsKey(entry.Index))] : entries
        )
        {
            EntryCount = bundle.Entry.Count,
            Errors = shape is MessageShape.Batch ? faults.Whole : faults.All(),
            EntryErrors = faults.ByEntry.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<HubError>)pair.Value),
            BundleIdentifier = bundle.Identifier?.Value is { Length: > 0 } value ? $"{bundle.Identifier.System}|{value}" : null,
            MessageTime = bundle.Timestamp,
            Header = bundle.Entry.FirstOrDefault()?.Resource as MessageHeader,
        };
    }

    /// <summary>A resource may be meant once (R4 transaction rules), and a fullUrl may name one entry only (bdl-7).</summary>
    private static void FindDoubles(List<IncomingEntry> entries, FaultsByEntry faults)
    {
        var identities = new HashSet<(string, string)>();
        var urls = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (!identities.Add((entry.Type, entry.SourceId)))
                faults.Add(entry.Index, ErrorCatalogue.DuplicateIdentity.At($"Bundle.entry[{entry.Index}]"));
            else if (entry.FullUrl is { } url && !urls.Add(url))
                faults.Add(entry.Index, ErrorCatalogue.DuplicateFullUrl.At($"Bundle.entry[{entry.Index}].fullUrl"));
        }
    }
}
