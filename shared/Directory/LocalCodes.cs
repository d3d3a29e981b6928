using System.Collections.Frozen;
using IntegrationHub.Discharge.Cases;

namespace IntegrationHub.Directory;

/// <summary>What partners' own codes mean in the hub's code systems: local-codes.json, as a ConceptMap of one to one.</summary>
public sealed class LocalCodes
{
    private readonly FrozenDictionary<(string Target, string Source, string Code), string> codes;
    private readonly FrozenSet<(string Target, string Source)> sources;

    internal LocalCodes(IEnumerable<KeyValuePair<(string Target, string Source, string Code), string>> codes)
    {
        this.codes = codes.ToFrozenDictionary();
        sources = this.codes.Keys.Select(key => (key.Target, key.Source)).ToFrozenSet();
    }

    /// <summary>Whether codes of a system speak of what the target's are about: what maps to none of these is then a code not known.</summary>
    public bool Speaks(CaseCodeSystem target, string? system)
    {
        ArgumentNullException.ThrowIfNull(target);
        return system is not null
            && (
                string.Equals(system, target.Url, StringComparison.Ordinal)
                || target == DelayReasons.System && string.Equals(system, DelayReasons.OlderSystem, StringComparison.Ordinal)
                || sources.Contains((target.Url, system))
            );
    }

    /// <summary>
    /// The code of the hub's own system that a sender's coding means: itself, where it is one; by the older national list of delay
    /// reasons; by the directory.
    /// </summary>
    /// <returns>Null where it maps to none.</returns>
    public string? Find(CaseCodeSystem target, string? system, string? code)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (system is null || code is null)
            return null;
        if (string.Equals(system, target.Url, StringComparison.Ordinal))
            return target.Find(code)?.Code;
        if (target == DelayReasons.System && string.Equals(system, DelayReasons.OlderSystem, StringComparison.Ordinal))
            return DelayReasons.OfOlder(code);
        return codes.GetValueOrDefault((target.Url, system, code));
    }
}
