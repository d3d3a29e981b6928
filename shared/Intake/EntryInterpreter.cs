using Hl7.Fhir.Model;
using IntegrationHub.Errors;
using IntegrationHub.Fhir;

namespace IntegrationHub.Intake;

/// <summary>Pure: one entry of a Bundle. Faults go to the entry's list; null is returned where nothing can be made of it.</summary>
internal static class EntryInterpreter
{
    internal static IncomingEntry? Interpret(
        MessageShape shape,
        Bundle.EntryComponent entry,
        int index,
        ByteRange? range,
        FaultsByEntry faults
    )
    {
        var path = $"Bundle.entry[{index}]";
        if (shape is not (MessageShape.Transaction or MessageShape.Batch))
            return entry.Resource is { } told
                ? Checked(told, SourceIds.Of(told, told.Id, entry.FullUrl, index), EntryMethod.Create)
                : Fault(ErrorCatalogue.EntryWithoutResource);

        if (entry.Request is not { } request)
            return Fault(ErrorCatalogue.EntryWithoutRequest.At($"{path}.request"));
        if (
            request.IfNoneExist is not null
            || request.IfMatch is not null
            || request.IfNoneMatch is not null
            || request.IfModifiedSince is not null
        )
            return Fault(ErrorCatalogue.ConditionalNotSupported.At($"{path}.request"));
        if (!RequestAddress.TryParse(request.Url, out var address))
            return Fault(
                (
                    request.Url?.Contains('?', StringComparison.Ordinal) is true
                        ? ErrorCatalogue.ConditionalNotSupported
                        : ErrorCatalogue.RequestUrlInvalid
                ).At($"{path}.request.url")
            );

        switch (request.Method)
        {
            case Bundle.HTTPVerb.DELETE when address.Id is { } id:
                return new IncomingEntry(index, address.Type, id, EntryMethod.Delete) { FullUrl = entry.FullUrl };
            case Bundle.HTTPVerb.POST or Bundle.HTTPVerb.PUT when entry.Resource is null:
                return Fault(ErrorCatalogue.EntryWithoutResource.At($"{path}.resource"));
            case Bundle.HTTPVerb.POST when address.Id is null && entry.Resource!.TypeName == address.Type:
                return Checked(entry.Resource, SourceIds.Of(entry.Resource, entry.Resource.Id, entry.FullUrl, index), EntryMethod.Create);
            case Bundle.HTTPVerb.PUT
                when address.Id is { } id && entry.Resource!.TypeName == address.Type && (entry.Resource.Id ?? id) == id:
                return Checked(entry.Resource, id, EntryMethod.Update);
            case Bundle.HTTPVerb.DELETE or Bundle.HTTPVerb.POST or Bundle.HTTPVerb.PUT:
                return Fault(ErrorCatalogue.RequestDoesNotFitResource.At($"{path}.request"));
            default:
                return Fault(ErrorCatalogue.RequestMethodNotAccepted.At($"{path}.request.method"));
        }

        IncomingEntry? Fault(HubError error)
        {
            faults.Add(index, error.Location is null ? error with { Location = path } : error);
            return null;
        }

        IncomingEntry Checked(Resource resource, string sourceId, EntryMethod method)
        {
            foreach (var error in ResourceRules.Check(resource, $"{path}.resource"))
                faults.Add(index, error);
            return new IncomingEntry(index, resource.TypeName, sourceId, method)
            {
                Resource = resource,
                FullUrl = entry.FullUrl,
                Range = range,
            };
        }
    }
}

/// <summary>The address in <c>entry.request.url</c>: a resource type, or a type and an id, and nothing else.</summary>
internal readonly record struct RequestAddress(string Type, string? Id)
{
    internal static bool TryParse(string? url, out RequestAddress address)
    {
        address = default;
        var parts = url?.Split('/') ?? [];
        if (parts.Length is 0 or > 2 || !ModelInfo.IsKnownResource(parts[0]))
            return false;
        if (parts.Length == 2 && !SourceIds.IsId(parts[1]))
            return false;
        address = new RequestAddress(parts[0], parts.Length == 2 ? parts[1] : null);
        return true;
    }
}
