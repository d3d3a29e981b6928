using System.Collections;
using System.Text.Json;
using Hl7.Fhir.Introspection;
using Hl7.Fhir.Model;
using Hl7.Fhir.Validation;
using static Hl7.Fhir.Model.OperationOutcome;

namespace Hl7.Fhir.Serialization;

internal sealed partial class PocoJsonReader
{
    // What can be said of an object when all of it has been read.
    private void Validate(ref Utf8JsonReader reader, Base target, Span<object?> slots, TypeFacts facts, in SeenElements seen)
    {
        foreach (var element in facts.Required)
        {
            // One that was there but could not be read has been reported already.
            if (slots[element.Slot] is not null || seen.Has(element.Slot))
                continue;
            Enter(element.Name);
            Report(ref reader, Issue.Missing);
            Leave();
        }
        foreach (var element in facts.Bound)
            if (slots[element.Slot] is { } value)
                CheckBinding(ref reader, element, value);
        foreach (var invariant in facts.Invariants)
            if (!invariant.Holds(target))
                ReportInvariant(ref reader, invariant.Key, invariant.Human, null);
        if (facts.IsMeta)
            foreach (var profile in ((Meta)target).Profile)
                ReportVersion(ref reader, OtherVersions.OfProfile(profile));
    }

    private void ReportInvariant(ref Utf8JsonReader reader, string key, string human, string? at) =>
        Report(ref reader, Issue.Error(CodedValidationException.INVARIANT_CODE_PREFIX + key, human, IssueType.Invariant), at);

    // A required binding that is not an enumeration: on a CodeableConcept one coding must be of the set.
    private void CheckBinding(ref Utf8JsonReader reader, ElementFacts element, object value)
    {
        var codes = element.ValueSet!;
        Enter(element.Name);
        if (value is not IList list)
            Check(ref reader, value);
        else
            for (var i = 0; i < list.Count; i++)
            {
                SetIndex(i);
                Check(ref reader, list[i]!);
            }
        Leave();

        void Check(ref Utf8JsonReader reader, object one)
        {
            var holds = one switch
            {
                CodeableConcept concept => concept.Coding.Exists(coding => Holds(coding)),
                Coding coding => Holds(coding),
                string code => codes.Find(code, StringComparison.Ordinal) is not null,
                _ => true,
            };
            if (!holds)
                ReportCode(ref reader, codes.Name);
        }

        bool Holds(Coding coding) => coding is { System: { } system, Code: { } code } && codes.Contains(system, code);
    }

    // Extensions may stand in place of a value, but what has no code is of no value set: where one is required that is no way out.
    private void CheckCodesAreGiven(ref Utf8JsonReader reader, Span<object?> slots, TypeFacts facts, in SeenElements seen)
    {
        foreach (var element in facts.Elements)
        {
            if (!seen.HasCompanionAt(element.Slot) || RequiredCodes(element) is not { } codes)
                continue;
            Enter(element.Name);
            if (slots[element.Slot] is IList list)
                for (var i = 0; i < list.Count; i++)
                {
                    SetIndex(i);
                    Check(ref reader, list[i], codes);
                }
            else
                Check(ref reader, slots[element.Slot], codes);
            Leave();
        }

        void Check(ref Utf8JsonReader reader, object? one, CodeFacts codes)
        {
            if (one is PrimitiveType { Raw: null, HasCompanion: true })
                ReportCode(ref reader, codes.Name);
        }
    }

    private static CodeFacts? RequiredCodes(ElementFacts element) =>
        element.Properties[0] switch
        {
            _ when element.IsChoice => null,
            { Primitive: PrimitiveKind.Enumeration } property => property.Codes,
            { Primitive: PrimitiveKind.Code } => element.ValueSet,
            _ => null,
        };

    private void NoteLocalReference(PropertyFacts property, string target)
    {
        var isReference = property.Primitive == PrimitiveKind.String;
        if (isReference && property.Name != "reference")
            return;
        localReferences ??= new LocalReferences();
        localReferences.Add(target, isReference ? Location() : null, containedDepth > 0 ? containedIndex : -1);
    }

    private void CheckLocalReferences(ref Utf8JsonReader reader, Resource resource)
    {
        var contained = resource is DomainResource && resource.Slots[5] is List<Resource> list ? list : [];
        if (localReferences is not null)
            foreach (var at in localReferences.Dangling(contained))
                ReportInvariant(ref reader, "ref-1", "SHALL have a contained resource if a local reference is provided.", at);
        for (var i = 0; i < contained.Count; i++)
        {
            if (contained[i].Id is null || localReferences?.Uses(contained[i], i) is true)
                continue;
            Enter("contained");
            SetIndex(i);
            ReportInvariant(
                ref reader,
                "dom-3",
                "A contained resource SHALL be referred to from elsewhere in the resource or SHALL refer to the containing resource.",
                null
            );
            Leave();
        }
    }

    private void CheckContainedMeta(ref Utf8JsonReader reader, Meta meta)
    {
        if (meta.VersionId is not null || meta.LastUpdatedElement is not null)
            ReportInvariant(ref reader, "dom-4", "A contained resource SHALL NOT have a meta.versionId or a meta.lastUpdated.", null);
        if (meta.Security.Count > 0)
            ReportInvariant(ref reader, "dom-5", "A contained resource SHALL NOT have a security label.", null);
    }

    private void ReportVersion(ref Utf8JsonReader reader, string? version)
    {
        if (version is not null)
            Report(
                ref reader,
                Issue.Fatal(
                    FhirJsonException.OTHER_FHIR_VERSION_CODE_PREFIX + version.Replace(' ', '-'),
                    $"The resource is of FHIR {version}; only R4 (4.0.1) is read."
                )
            );
    }
}
