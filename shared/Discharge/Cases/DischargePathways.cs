namespace IntegrationHub.Discharge.Cases;

/// <summary>The national discharge pathways (hospital discharge and community support guidance, annex B).</summary>
public static class DischargePathways
{
    public static CaseCodeSystem System { get; } =
        new(
            "discharge-pathway",
            "Discharge pathways",
            [
                new("0", "Home or usual residence with no new or additional support, led by the ward"),
                new("1", "Home with new or additional support, co-ordinated by the hub"),
                new("2", "Community bed for short-term rehabilitation or reablement, co-ordinated by the hub"),
                new("3", "Care home placement for the highest complexity, co-ordinated by the hub"),
            ]
        );
}
