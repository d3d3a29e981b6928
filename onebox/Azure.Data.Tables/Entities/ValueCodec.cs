using System.Text.Json;

namespace Azure.Data.Tables.Entities;

internal delegate void ValueWriter<T>(Utf8JsonWriter writer, T value);

/// <returns>False to leave the property as it is.</returns>
internal delegate bool ValueReader<T>(ref Utf8JsonReader reader, out T? value);

/// <summary>How a typed entity's property of one .NET type is written and read.</summary>
/// <param name="EdmType">The annotation that must go with it; null where JSON says enough.</param>
/// <param name="Write">Writes a value that is not null.</param>
/// <param name="Read">Reads a JSON value that is not null. The property's own type decides, not the annotation.</param>
internal sealed record ValueCodec<T>(string? EdmType, ValueWriter<T> Write, ValueReader<T> Read);
