namespace IntegrationHub.CareRecord.Mapping;

/// <summary>Status of what has no status but <c>active</c>.</summary>
internal static class ActiveStatus
{
    public static readonly StatusWords NoLonger = new("inactive", "No longer active");

    public const string Rule = "active: active or inactive";

    public static string? Of(bool? active) =>
        active switch
        {
            true => "active",
            false => "inactive",
            null => null,
        };
}
