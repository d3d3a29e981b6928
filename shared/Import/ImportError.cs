using System.Globalization;
using System.Text.Json;
using IntegrationHub.Errors;

namespace IntegrationHub.Import;

/// <summary>Why something of a line was refused: codes and places only, never a value.</summary>
/// <param name="Line">From 1; 0 where the file as a whole is meant.</param>
/// <param name="Entry">Of a batch on that line, which entry; null where the line is meant.</param>
internal readonly record struct ImportError(long Line, HubError Error, int? Entry = null)
{
    private const string EntryPath = "Bundle.entry[";

    /// <summary>A refused entry of a batch: of one that stood on a line, or of one that the hub made of loose lines.</summary>
    internal static ImportError Of(ImportMessage message, int entry, HubError error) =>
        message.IsBundle ? new(message.Lines[0].Number, error, entry) : OfLoose(message.Lines[entry], error);

    /// <summary>A message that was refused as a whole: each of its lines was, unless an error names one.</summary>
    internal static IEnumerable<ImportError> OfWhole(ImportMessage message, IReadOnlyList<HubError> errors)
    {
        if (message.IsBundle)
            return errors.Select(error => new ImportError(message.Lines[0].Number, error));
        return message.Lines.Select(line => OfLoose(line, errors[0]));
    }

    /// <summary>One line of the error file: <c>{"line":12,"code":"INT200","location":"Patient.identifier[0]","what":"…"}</c>.</summary>
    internal void WriteTo(Stream output)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteNumber("line"u8, Line);
            json.WriteString("code"u8, Error.Code);
            if (Error.Location is { } location)
                json.WriteString("location"u8, location);
            json.WriteString("what"u8, Error.Kind.Title);
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    /// <summary>Told as of the resource on its line: the sender never saw the batch.</summary>
    private static ImportError OfLoose(FileLine line, HubError error)
    {
        var type = LineFacts.Of(line.Bytes.Span).Type ?? "Resource";
        return new(line.Number, error with { Location = type + Below(error.Location) });
    }

    /// <summary>From <c>Bundle.entry[3].resource.birthDate</c> to <c>.birthDate</c>; empty for anything else.</summary>
    private static string Below(string? location)
    {
        if (location is null || !location.StartsWith(EntryPath, StringComparison.Ordinal))
            return "";
        var rest = location[(location.IndexOf(']', StringComparison.Ordinal) + 1)..];
        if (!rest.StartsWith(".resource.", StringComparison.Ordinal))
            return "";
        rest = rest[".resource".Length..];
        // The reader says of which type the entry's resource is; here the location begins with it.
        return rest.StartsWith(".ofType(", StringComparison.Ordinal) ? rest[(rest.IndexOf(')', StringComparison.Ordinal) + 1)..] : rest;
    }
}
