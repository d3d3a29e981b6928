using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IntegrationHub.Directory.Files;

/// <summary>
/// Compares a JSON document with the metadata of the record it is to become. The serialiser stops at the first fault;
/// someone who edits these files wants all of them.
/// </summary>
internal sealed class ShapeCheck(string file, ICollection<DirectoryFault> faults)
{
    public void Check(JsonElement value, JsonTypeInfo type, string path)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                CheckObject(value, type, path);
                break;
            case JsonTypeInfoKind.Enumerable:
                CheckArray(value, type, path);
                break;
            default:
                if (!Fits(value, type.Type))
                    Fault(path, DirectoryRule.WrongType);
                break;
        }
    }

    private void CheckObject(JsonElement value, JsonTypeInfo type, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Fault(path, DirectoryRule.WrongType);
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            var propertyPath = $"{path}.{Printable(property.Name)}";
            if (!seen.Add(property.Name))
                Fault(propertyPath, DirectoryRule.DuplicateProperty);
            else if (
                type.Properties.FirstOrDefault(known => string.Equals(known.Name, property.Name, StringComparison.Ordinal)) is { } known
            )
                Check(property.Value, type.Options.GetTypeInfo(known.PropertyType), propertyPath);
            else
                Fault(propertyPath, DirectoryRule.UnknownProperty);
        }

        foreach (var required in type.Properties.Where(known => known.IsRequired && !seen.Contains(known.Name)))
            Fault($"{path}.{required.Name}", DirectoryRule.PropertyMissing);
    }

    private void CheckArray(JsonElement value, JsonTypeInfo type, string path)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            Fault(path, DirectoryRule.WrongType);
            return;
        }

        var item = type.Options.GetTypeInfo(type.Type.GetElementType()!);
        var index = 0;
        foreach (var element in value.EnumerateArray())
            Check(element, item, $"{path}[{index++}]");
    }

    // null fits nothing: what is not said is left out, so that "missing" has one spelling.
    private static bool Fits(JsonElement value, Type type) =>
        value.ValueKind switch
        {
            JsonValueKind.String => type == typeof(string),
            JsonValueKind.True or JsonValueKind.False => type == typeof(bool),
            JsonValueKind.Number => type == typeof(int) && value.TryGetInt32(out _),
            _ => false,
        };

    private static string Printable(string name) =>
        name.Length is > 0 and <= 40 && name.All(char.IsAsciiLetterOrDigit) ? name : "(unprintable name)";

    private void Fault(string path, DirectoryRule rule) => faults.Add(new DirectoryFault(file, path, rule));
}
