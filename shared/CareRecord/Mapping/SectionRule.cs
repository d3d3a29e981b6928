using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>Where an entry stands. The mapping takes the codes from here and docs/mapping.md is written from it: they cannot differ.</summary>
/// <param name="When">The element that is looked at and, without <paramref name="Codes"/>, what it must say.</param>
/// <param name="Section">The heading.</param>
/// <param name="Codes">Any one of these in the element.</param>
internal sealed record SectionRule(string When, Section Section, CodeSet? Codes = null)
{
    /// <summary>The section of the first rule that has a code of the concept.</summary>
    public static Section? First(SectionRule[] rules, CodeableConcept? concept)
    {
        foreach (var rule in rules)
            if (rule.Codes?.Find(concept) is not null)
                return rule.Section;
        return null;
    }

    /// <inheritdoc cref="First(SectionRule[], CodeableConcept)"/>
    public static Section? First(SectionRule[] rules, List<CodeableConcept> concepts)
    {
        foreach (var rule in rules)
            if (rule.Codes?.Find(concepts) is not null)
                return rule.Section;
        return null;
    }
}
