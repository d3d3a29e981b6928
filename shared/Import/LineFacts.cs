using System.Text.Json;

namespace IntegrationHub.Import;

/// <summary>
/// What one look at a resource's bytes tells: enough to put lines of one person together. It decides nothing about the person; if it
/// is mistaken, lines share a message that need not have, and intake still takes each for whom it is about.
/// </summary>
/// <param name="Type">Null where the line is no resource.</param>
/// <param name="Id">Null where it has none.</param>
/// <param name="Person">The sender's own id of the patient, or whatever else the reference says; null where it names nobody.</param>
internal readonly record struct LineFacts(string? Type, string? Id, string? Person)
{
    private const int MaxDepth = 256;

    /// <param name="json">One JSON object that has passed the scan.</param>
    internal static LineFacts Of(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        string? type = null;
        string? id = null;
        string? person = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("resourceType"u8);
            var isId = reader.ValueTextEquals("id"u8);
            var namesPerson =
                reader.ValueTextEquals("subject"u8)
                || reader.ValueTextEquals("patient"u8)
                || reader.ValueTextEquals("for"u8)
                || reader.ValueTextEquals("beneficiary"u8)
                || reader.ValueTextEquals("individual"u8);
            var isParticipants = reader.ValueTextEquals("participant"u8);
            reader.Read();
            if (isType && reader.TokenType == JsonTokenType.String)
                type = reader.GetString();
            else if (isId && reader.TokenType == JsonTokenType.String)
                id = reader.GetString();
            else if (namesPerson && reader.TokenType == JsonTokenType.StartObject)
                person ??= PersonIn(reader);
            else if (isParticipants && reader.TokenType == JsonTokenType.StartArray)
                person ??= ParticipantIn(reader);
            reader.Skip();
        }

        return new LineFacts(type, id, type == "Patient" ? id : person);
    }

    /// <summary>On a copy of the reader: the last part of <c>reference</c>, else the identifier's value.</summary>
    private static string? PersonIn(Utf8JsonReader reader)
    {
        string? identifier = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isReference = reader.ValueTextEquals("reference"u8);
            var isIdentifier = reader.ValueTextEquals("identifier"u8);
            reader.Read();
            if (isReference && reader.TokenType == JsonTokenType.String)
                return LastPart(reader.GetString()!);
            if (isIdentifier && reader.TokenType == JsonTokenType.StartObject)
                identifier = ValueIn(reader);
            reader.Skip();
        }

        return identifier;
    }

    private static string? ParticipantIn(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isActor = reader.ValueTextEquals("actor"u8);
                reader.Read();
                if (isActor && reader.TokenType == JsonTokenType.StartObject && PatientIn(reader) is { } patient)
                    return patient;
                reader.Skip();
            }
        }

        return null;
    }

    private static string? PatientIn(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isReference = reader.ValueTextEquals("reference"u8);
            reader.Read();
            if (isReference && reader.TokenType == JsonTokenType.String)
                return reader.GetString() is { } url && url.Contains("Patient/", StringComparison.Ordinal) ? LastPart(url) : null;
            reader.Skip();
        }

        return null;
    }

    private static string? ValueIn(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isValue = reader.ValueTextEquals("value"u8);
            reader.Read();
            if (isValue && reader.TokenType == JsonTokenType.String)
                return reader.GetString();
            reader.Skip();
        }

        return null;
    }

    private static string LastPart(string url) => url[(url.LastIndexOf('/') + 1)..];
}
