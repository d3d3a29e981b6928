using Hl7.Fhir.Model;

namespace Hl7.Fhir.Validation;

internal static partial class Invariants
{
    private static void Terminology(Rules rules)
    {
        switch (rules.Type)
        {
            case "Coding":
                rules.Add<Coding>(
                    "snomed-1",
                    "A code of SNOMED CT SHALL be a concept id or an expression.",
                    one => one.Code is not { } code || !IsSnomed(one.System) || SnomedCt.IsCode(code)
                );
                break;
            case "CodeSystem":
                rules.Add<CodeSystem>(
                    "csd-1",
                    "Within a code system definition, all the codes SHALL be unique.",
                    one => HasDistinctCodes(one.Concept, [])
                );
                rules.Add<CodeSystem>(
                    "property-1",
                    "A concept's property SHALL have a value of the type that its definition says.",
                    one => HaveDefinedTypes(one.Concept, one.Property)
                );
                break;
            case "ValueSet#ConceptSet":
                rules.Add("vsd-1", "A value set include/exclude SHALL have a value set or a system.", rules.Any("valueSet", "system"));
                rules.Add("vsd-2", "A value set with concepts or filters SHALL include a system.", ConceptsHaveSystem(rules));
                rules.Add("vsd-3", "Cannot have both concept and filter.", rules.NotBoth("concept", "filter"));
                rules.Add<ValueSet.ConceptSetComponent>(
                    "snomed-1",
                    "A code of SNOMED CT SHALL be a concept id or an expression.",
                    one => !IsSnomed(one.System) || one.Concept.TrueForAll(concept => concept.Code is null || SnomedCt.IsCode(concept.Code))
                );
                rules.Add<ValueSet.ConceptSetComponent>(
                    "snomed-2",
                    "A filter of SNOMED CT SHALL name a concept by its id, or a constraint by an expression of its language.",
                    one => !IsSnomed(one.System) || one.Filter.TrueForAll(IsSnomedFilter)
                );
                break;
            case "ValueSet#Contains":
                rules.Add("vsd-6", "SHALL have a code or a display.", rules.Any("code", "display"));
                rules.Add<ValueSet.ContainsComponent>(
                    "vsd-9",
                    "Must have a code if not abstract.",
                    one => one.Code is not null || one.Abstract == true
                );
                rules.Add("vsd-10", "Must have a system if a code is present.", rules.Needs("code", "system"));
                break;
        }
    }

    private static bool IsSnomed(string? system) => string.Equals(system, SnomedCt.System, StringComparison.Ordinal);

    // The filters that R4 gives for SNOMED CT (snomedct.html): concept is-a, concept in, and constraint =.
    private static bool IsSnomedFilter(ValueSet.FilterComponent filter) =>
        (filter.Property, filter.Op, filter.Value) switch
        {
            (_, _, null) => true,
            ("concept", FilterOperator.IsA or FilterOperator.DescendentOf, var id) => SnomedCt.IsConceptId(id),
            ("constraint", FilterOperator.Equal, var expression) => SnomedCt.IsConstraint(expression),
            _ => true,
        };

    private static Func<Base, bool> ConceptsHaveSystem(Rules rules)
    {
        var (chosen, system) = (rules.Any("concept", "filter"), rules.Has("system"));
        return one => !chosen(one) || system(one);
    }

    private static bool HasDistinctCodes(List<CodeSystem.ConceptDefinitionComponent> concepts, HashSet<string> seen) =>
        concepts.TrueForAll(concept => (concept.Code is null || seen.Add(concept.Code)) && HasDistinctCodes(concept.Concept, seen));

    private static bool HaveDefinedTypes(
        List<CodeSystem.ConceptDefinitionComponent> concepts,
        List<CodeSystem.PropertyComponent> properties
    ) =>
        properties.Count == 0
        || concepts.TrueForAll(concept =>
            concept.Property.TrueForAll(own => HasDefinedType(own, properties)) && HaveDefinedTypes(concept.Concept, properties)
        );

    private static bool HasDefinedType(CodeSystem.ConceptPropertyComponent own, List<CodeSystem.PropertyComponent> properties) =>
        own.Value is not { } value
        || properties.Find(property => string.Equals(property.Code, own.Code, StringComparison.Ordinal)) is not { Type: { } type }
        || string.Equals(value.TypeName, Utility.EnumUtility.GetLiteral<CodeSystem.PropertyType>(type), StringComparison.Ordinal);
}
