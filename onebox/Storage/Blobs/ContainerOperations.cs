using System.Globalization;
using Onebox.Storage.Engine;
using Onebox.Storage.Http;
using Onebox.Storage.Tables;

namespace Onebox.Storage.Blobs;

/// <summary>Create, describe, delete and list containers.</summary>
internal sealed class ContainerOperations(StorageEngine engine)
{
    private const int LargestPage = 5000;

    public async ValueTask<Answer> CreateAsync(Exchange exchange, string name)
    {
        if (CheckName(name) is { } badName)
            return badName;
        var metadata = new List<KeyValuePair<string, string>>();
        if (BlobHeaders.AddMetadata(exchange, metadata) is { } badMetadata)
            return badMetadata;
        var write = new CreateContainer(name, NameValues.Write(metadata)) { Cancellation = exchange.Cancellation };
        return await engine.Submit(write) is { } fault ? fault : BlobAnswers.Written(201, write.Stamp);
    }

    public async ValueTask<Answer> SetMetadataAsync(Exchange exchange, string name)
    {
        var metadata = new List<KeyValuePair<string, string>>();
        if (BlobHeaders.AddMetadata(exchange, metadata) is { } badMetadata)
            return badMetadata;
        var write = new ChangeContainer(name, NameValues.Write(metadata)) { Cancellation = exchange.Cancellation };
        return await engine.Submit(write) is { } fault ? fault : BlobAnswers.Written(200, write.Stamp);
    }

    public async ValueTask<Answer> DeleteAsync(Exchange exchange, string name)
    {
        var fault = await engine.Submit(new DeleteContainer(name, engine.Submit) { Cancellation = exchange.Cancellation });
        return fault is null ? new EmbeddedResponse(202).With("Content-Length", "0") : fault;
    }

    public Answer Describe(string name)
    {
        if (!engine.Catalogue.Containers.TryGetValue(name, out var container))
            return BlobFaults.ContainerNotFound;
        var response = new EmbeddedResponse(200)
            .With("ETag", BlobAnswers.Etag(container.Stamp))
            .With("Last-Modified", BlobAnswers.Date(container.Stamp))
            .With("x-ms-lease-status", "unlocked")
            .With("x-ms-lease-state", "available")
            .With("x-ms-has-immutability-policy", "false")
            .With("x-ms-has-legal-hold", "false")
            .With("Content-Length", "0");
        foreach (var (header, value) in NameValues.Read(container.Metadata))
            response.With(header, value);
        return response;
    }

    public Answer List(Exchange exchange)
    {
        var query = exchange.Target.Query;
        if (!BlobListing.TryReadMost(query["maxresults"], out var most))
            return BlobFaults.OutOfRangeQuery;
        var prefix = query["prefix"] ?? "";
        var marker = query["marker"] ?? "";
        var withMetadata = (query["include"] ?? "").Contains("metadata", StringComparison.OrdinalIgnoreCase);
        var matching = engine
            .Catalogue.Containers.Values.Where(found =>
                found.Name.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(found.Name, marker) >= 0
            )
            .Take(Math.Min(most, LargestPage) + 1)
            .ToList();

        var page = matching.Take(Math.Min(most, LargestPage)).ToList();
        var body = BlobAnswers.Xml(writer =>
        {
            writer.WriteStartElement("EnumerationResults");
            writer.WriteAttributeString("ServiceEndpoint", exchange.Target.Origin + "/");
            BlobListing.WriteQuery(writer, prefix, marker, query["maxresults"], null);
            writer.WriteStartElement("Containers");
            foreach (var container in page)
            {
                writer.WriteStartElement("Container");
                writer.WriteElementString("Name", container.Name);
                writer.WriteStartElement("Properties");
                writer.WriteElementString("Last-Modified", BlobAnswers.Date(container.Stamp));
                writer.WriteElementString("Etag", BlobAnswers.Etag(container.Stamp));
                writer.WriteElementString("LeaseStatus", "unlocked");
                writer.WriteElementString("LeaseState", "available");
                writer.WriteEndElement();
                if (withMetadata)
                    BlobListing.WriteMetadata(writer, NameValues.Read(container.Metadata));
                writer.WriteEndElement();
            }

            writer.WriteEndElement();
            writer.WriteElementString("NextMarker", matching.Count > page.Count ? matching[^1].Name : "");
            writer.WriteEndElement();
        });
        return new EmbeddedResponse(200).WithBody("application/xml", body);
    }

    /// <summary>3 to 63 lower-case letters, digits and single hyphens, starting and ending with a letter or digit; or one of the special names.</summary>
    private static Fault? CheckName(string name)
    {
        if (name is "$root" or "$web" or "$logs")
            return null;
        if (name.Length is < 3 or > 63)
            return BlobFaults.OutOfRangeInput;
        if (name[0] == '-' || name[^1] == '-' || name.Contains("--", StringComparison.Ordinal))
            return BlobFaults.InvalidResourceName;
        return name.All(unit => char.IsAsciiLetterLower(unit) || char.IsAsciiDigit(unit) || unit == '-')
            ? null
            : BlobFaults.InvalidResourceName;
    }
}

internal sealed class CreateContainer(string name, byte[] metadata) : Write
{
    public long Stamp { get; private set; }

    protected override Fault? Apply(WriteSession session)
    {
        if (session.Catalogue.Containers.ContainsKey(name))
            return BlobFaults.ContainerAlreadyExists;
        Stamp = session.Clock.Next();
        using var insert = session.Database.Prepare("INSERT INTO containers(name, stamp, metadata) VALUES(?1, ?2, ?3)");
        insert.Bind(1, name).Bind(2, Stamp).Bind(3, metadata).Run();
        var info = new ContainerInfo(session.Database.LastInsertRowId, name, Stamp, metadata);
        session.Catalogue = session.Catalogue with { Containers = session.Catalogue.Containers.Add(name, info) };
        return null;
    }
}

internal sealed class ChangeContainer(string name, byte[] metadata) : Write
{
    public long Stamp { get; private set; }

    protected override Fault? Apply(WriteSession session)
    {
        if (!session.Catalogue.Containers.TryGetValue(name, out var info))
            return BlobFaults.ContainerNotFound;
        Stamp = session.Clock.Next();
        using var update = session.Database.Prepare("UPDATE containers SET stamp = ?2, metadata = ?3 WHERE id = ?1");
        update.Bind(1, info.Id).Bind(2, Stamp).Bind(3, metadata).Run();
        var changed = info with { Stamp = Stamp, Metadata = metadata };
        session.Catalogue = session.Catalogue with { Containers = session.Catalogue.Containers.SetItem(name, changed) };
        return null;
    }
}

/// <summary>The container is gone at once; its blobs are cleared afterwards.</summary>
internal sealed class DeleteContainer(string name, Func<Write, Task<Fault?>> submit) : Write
{
    private long id;

    protected override Fault? Apply(WriteSession session)
    {
        if (!session.Catalogue.Containers.TryGetValue(name, out var info))
            return BlobFaults.ContainerNotFound;
        id = info.Id;
        session.Database.Execute(
            string.Create(
                CultureInfo.InvariantCulture,
                $"DELETE FROM containers WHERE id = {id}; INSERT INTO doomed(kind, id) VALUES('{Purge.Container}', {id});"
            )
        );
        session.Catalogue = session.Catalogue with { Containers = session.Catalogue.Containers.Remove(name) };
        return null;
    }

    public override void Committed(WriteSession session)
    {
        if (!Refused)
            Purge.Start(submit, Purge.Container, id);
    }
}
