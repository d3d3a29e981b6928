using Hl7.Fhir.Model;
using IntegrationHub.CareRecord.Mapping;
using IntegrationHub.Identifiers;

namespace IntegrationHub.CareRecord.Reading;

/// <summary>
/// Pure: whether a Consent says that the person objects to their record being shared for their care, and with whom. The national data
/// opt-out and objections to research are no such objection: they are about use beyond a person's own care, so a Consent whose purposes
/// hold no purpose of care does not count. A denial that names whom it keeps the record from, each an organisation by its ODS code, is
/// against these alone (FHIR R4 Consent.provision.actor). One that is narrowed in another way (to a kind of data, a time), or does not
/// say clearly whom it means, counts as a whole: showing less than the person allowed can be put right with them, showing more cannot.
/// </summary>
internal static class SharingObjection
{
    private const string Scopes = "http://terminology.hl7.org/CodeSystem/consentscope";
    private const string Participations = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";

    /// <summary>v3-ActReason: treatment, emergency treatment, care management, coordination of care, break the glass.</summary>
    private static readonly HashSet<string> OfCare = new(StringComparer.Ordinal) { "TREAT", "ETREAT", "CAREMGT", "COC", "BTG" };

    /// <summary>v3-ParticipationType: who is to be given information. Other actors of a denial are who holds it, says it or keeps to it.</summary>
    private static readonly string[] Recipients = ["IRCP", "PRCP"];

    /// <param name="resource">Any.</param>
    /// <param name="sameMessage">Finds a resource of the same message by the reference as it was sent.</param>
    /// <returns>Null where it objects to nothing; else the organisations it objects to, none for all.</returns>
    internal static IReadOnlyList<OdsCode>? In(Resource? resource, Func<string, Resource?>? sameMessage = null)
    {
        if (resource is not Consent { Status: Consent.ConsentState.Active } consent || !Has(consent.Scope, Scopes, "patient-privacy"))
            return null;
        if (OptsOut(consent))
            return [];
        var references = new References(consent, sameMessage);
        HashSet<OdsCode>? against = null;
        foreach (var denial in Denials(consent.Provision))
        {
            if (Against(denial, references) is not { } named)
                return [];
            (against ??= []).UnionWith(named);
        }

        return against is null ? null : [.. against.OrderBy(code => code.Value, StringComparer.Ordinal)];
    }

    private static bool OptsOut(Consent consent) =>
        Has(consent.PolicyRule, null, "OPTOUT") && (consent.Provision is not { } provision || IsOfCare(provision.Purpose));

    /// <summary>The rule itself, and those below it: there what is denied is an exception to what is allowed.</summary>
    private static IEnumerable<Consent.provisionComponent> Denials(Consent.provisionComponent? rule)
    {
        if (rule is null)
            yield break;
        if (rule.Type == Consent.ConsentProvisionType.Deny && IsOfCare(rule.Purpose))
            yield return rule;
        foreach (var below in rule.Provision.SelectMany(Denials))
            yield return below;
    }

    /// <summary>Whom a denial keeps the record from; null where it does not say, or not of all of them by code.</summary>
    private static List<OdsCode>? Against(Consent.provisionComponent denial, References references)
    {
        var all = new List<OdsCode>();
        foreach (var actor in denial.Actor)
        {
            if (
                !Array.Exists(Recipients, code => Has(actor?.Role, Participations, code))
                || CodeOf(actor!.Reference, references) is not { } ods
            )
                return null;
            all.Add(ods);
        }

        return all.Count == 0 ? null : all;
    }

    private static OdsCode? CodeOf(ResourceReference? reference, References references)
    {
        var identifiers = references.Find(reference) switch
        {
            Organization organization => organization.Identifier,
            null when reference?.Identifier is { } identifier => [identifier],
            _ => [],
        };
        var codes = identifiers
            .Where(identifier => IdentifierSystems.IsOds(identifier?.System))
            .Select(identifier => OdsCode.TryParse(identifier.Value, out var code) ? code : (OdsCode?)null)
            .Distinct()
            .ToList();
        return codes is [{ } one] ? one : null;
    }

    private static bool IsOfCare(List<Coding> purposes) =>
        purposes.Count == 0 || purposes.Exists(purpose => purpose?.Code is { } code && OfCare.Contains(code));

    private static bool Has(CodeableConcept? concept, string? system, string code) =>
        concept?.Coding.Exists(coding =>
            coding is not null
            && string.Equals(coding.Code, code, StringComparison.Ordinal)
            && (system is null || string.Equals(coding.System, system, StringComparison.Ordinal))
        )
            is true;
}
