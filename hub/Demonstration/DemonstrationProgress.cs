using System.Text.Json;
using System.Text.Json.Serialization;

namespace IntegrationHub.Cli.Demonstration;

/// <summary>A record to look at, and the practice whose clinicians may.</summary>
internal sealed record ShownRecord(string RecordId, string Practice);

/// <summary>How far a data folder's demonstration day has come.</summary>
/// <param name="Day">The time that the day was made for.</param>
/// <param name="Shown">Null until it is loaded whole.</param>
internal sealed record DemonstrationProgress(DateTimeOffset Day, ShownRecord? Shown)
{
    /// <returns>Null where loading has not begun.</returns>
    public static DemonstrationProgress? Read(string file) =>
        File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), DemonstrationJson.Default.DemonstrationProgress) : null;

    public void Write(string file)
    {
        var fresh = file + ".new";
        File.WriteAllBytes(fresh, JsonSerializer.SerializeToUtf8Bytes(this, DemonstrationJson.Default.DemonstrationProgress));
        File.Move(fresh, file, overwrite: true);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DemonstrationProgress))]
internal sealed partial class DemonstrationJson : JsonSerializerContext;
