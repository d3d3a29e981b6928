using System.Text.Json;
using System.Text.Json.Serialization;

namespace IntegrationHub.Cli.Running;

/// <summary>What a hub tells other commands about itself, in hub.json of its data folder.</summary>
/// <param name="StartedAt">When its process started, as the operating system says: ids are given again, this is not.</param>
/// <param name="Ready">Whether it has said that it is ready.</param>
internal sealed record RunningHub(int ProcessId, DateTimeOffset StartedAt, Uri Address, bool Ready)
{
    /// <returns>Null where there is no such file, or it is being replaced or broken.</returns>
    public static RunningHub? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), RunningHubJson.Default.RunningHub);
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Readers see the old or the new content, never half of it.</summary>
    public void Write(string file)
    {
        var fresh = file + ".new";
        File.WriteAllBytes(fresh, JsonSerializer.SerializeToUtf8Bytes(this, RunningHubJson.Default.RunningHub));
        File.Move(fresh, file, overwrite: true);
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunningHub))]
internal sealed partial class RunningHubJson : JsonSerializerContext;
