using System.Text;
using System.Text.Json;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Cli.Send;

/// <summary>
/// Gives every Patient resource that has no NHS number one of the 999 range, derived from its id. Samples from other countries
/// become usable so. All other bytes of the message stay as they are. Contained resources are left alone: their ids are only
/// unique within the resource around them.
/// </summary>
internal static class NhsNumberGiving
{
    /// <returns>The message itself where nothing was to be given, or where it is not JSON: then the hub will say so.</returns>
    public static byte[] Give(byte[] message)
    {
        List<(int At, string Text)> insertions;
        try
        {
            insertions = Find(message);
        }
        catch (JsonException)
        {
            return message;
        }

        return insertions.Count == 0 ? message : Splice(message, insertions);
    }

    private static List<(int At, string Text)> Find(byte[] message)
    {
        var insertions = new List<(int, string)>();
        var open = new Stack<Level>();
        var reader = new Utf8JsonReader(message, new JsonReaderOptions { MaxDepth = 256 });
        string? property = null;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    property = reader.GetString();
                    continue;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    open.Push(new Level(property, After: (int)reader.BytesConsumed));
                    break;
                case JsonTokenType.EndArray:
                    Close(open.Pop(), open);
                    break;
                case JsonTokenType.EndObject:
                    var closed = open.Pop();
                    if (
                        closed is { Type: "Patient", HasNhsNumber: false }
                        && !(open.TryPeek(out var holder) && holder.Property == "contained")
                    )
                        insertions.Add(Insertion(closed));
                    Close(closed, open);
                    break;
                case JsonTokenType.String when open.Count > 0:
                    Note(open.Peek(), property, ref reader);
                    break;
                default:
                    break;
            }

            property = null;
            if (open.TryPeek(out var level) && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
                level.IsEmpty = false;
        }

        insertions.Sort((left, right) => left.Item1.CompareTo(right.Item1));
        return insertions;
    }

    private static void Note(Level level, string? property, ref Utf8JsonReader reader)
    {
        if (property == "resourceType")
            level.Type = reader.GetString();
        else if (property == "id")
            level.Id = reader.GetString();
        else if (property == "system" && reader.ValueTextEquals(NhsNumber.System))
            level.HasNhsNumber = true;
    }

    /// <summary>What an object or array tells the one around it: only identifier elements speak, through their array.</summary>
    private static void Close(Level closed, Stack<Level> open)
    {
        if (!open.TryPeek(out var parent))
            return;
        if (closed.Property == "identifier")
        {
            parent.IdentifiersAt = closed.After;
            parent.IdentifiersEmpty = closed.IsEmpty;
            parent.HasNhsNumber |= closed.HasNhsNumber;
        }
        else if (parent.Property == "identifier" && closed.Property is null)
        {
            parent.HasNhsNumber |= closed.HasNhsNumber;
        }
    }

    private static (int At, string Text) Insertion(Level patient)
    {
        var number = SyntheticNhsNumber.FromText(patient.Id ?? $"Patient at {patient.After}");
        var identifier = $$"""{"system":"{{NhsNumber.System}}","value":"{{number}}"}""";
        return patient.IdentifiersAt is { } at
            ? (at, patient.IdentifiersEmpty ? identifier : identifier + ",")
            : (patient.After, $"\"identifier\":[{identifier}],");
    }

    private static byte[] Splice(byte[] message, List<(int At, string Text)> insertions)
    {
        var spliced = new MemoryStream(message.Length + insertions.Sum(insertion => insertion.Text.Length));
        var from = 0;
        foreach (var (at, text) in insertions)
        {
            spliced.Write(message, from, at - from);
            spliced.Write(Encoding.ASCII.GetBytes(text));
            from = at;
        }

        spliced.Write(message, from, message.Length - from);
        return spliced.ToArray();
    }

    /// <summary>An object or array that is open, and what was seen in it so far.</summary>
    private sealed record Level(string? Property, int After)
    {
        public string? Type { get; set; }
        public string? Id { get; set; }
        public bool HasNhsNumber { get; set; }
        public bool IsEmpty { get; set; } = true;
        public int? IdentifiersAt { get; set; }
        public bool IdentifiersEmpty { get; set; }
    }
}
