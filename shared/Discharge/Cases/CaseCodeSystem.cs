using System.Collections.Frozen;

namespace IntegrationHub.Discharge.Cases;

/// <param name="Group">The family it belongs to, where the system has families.</param>
public sealed record CaseCode(string Code, string Display, string? Group = null);

/// <summary>A code system of the hub's own. Its codes are permanent.</summary>
public sealed class CaseCodeSystem
{
    private const string Base = "https://integration-hub.example/CodeSystem/";

    private readonly FrozenDictionary<string, CaseCode> codes;

    internal CaseCodeSystem(string name, string title, IReadOnlyList<CaseCode> codes)
    {
        Name = name;
        Title = title;
        Codes = codes;
        this.codes = codes.ToFrozenDictionary(code => code.Code, StringComparer.Ordinal);
    }

    /// <summary>Last part of the address.</summary>
    public string Name { get; }
    public string Title { get; }

    /// <summary>Canonical.</summary>
    public string Url => Base + Name;
    public IReadOnlyList<CaseCode> Codes { get; }

    public CaseCode? Find(string? code) => code is null ? null : codes.GetValueOrDefault(code);
}

/// <summary>The code systems of discharge cases.</summary>
public static class CaseCodeSystems
{
    public static IReadOnlyList<CaseCodeSystem> All { get; } =
    [
        CriteriaToReside.System,
        DischargePathways.System,
        DelayReasons.System,
        DischargeActivities.System,
        NoticeItems.System,
        CaseStates.System,
        CaseConflicts.System,
    ];

    /// <summary>How a code that is in none of the hub's systems and maps to none is named: as it came, and as not known.</summary>
    public static string? Unknown(string? code) => code is null ? null : $"{code} (code not known)";

    public static CaseCodeSystem? Find(string url) =>
        All.FirstOrDefault(system => string.Equals(system.Url, url, StringComparison.Ordinal));
}
