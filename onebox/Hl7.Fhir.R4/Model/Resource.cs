#nullable disable
namespace Hl7.Fhir.Model;

/// <summary>What every resource may have.</summary>
public abstract class Resource : Base
{
    /// <summary>The logical id, as a string.</summary>
    public string Id
    {
        get => PrimitiveSlot.Text(Slots[0]);
        set => Slots[0] = value is null ? null : new Id(value);
    }

    /// <inheritdoc cref="Id"/>
    public Id IdElement
    {
        get => Primitive<Id>(ref Slots[0]);
        set => Slots[0] = value;
    }

    /// <summary>Version, time of change, profiles, tags and security labels.</summary>
    public Meta Meta
    {
        get => (Meta)Slots[1];
        set => Slots[1] = value;
    }

    /// <summary>Rules under which the content was made, which a reader must know.</summary>
    public string ImplicitRules
    {
        get => PrimitiveSlot.Text(Slots[2]);
        set => Slots[2] = value is null ? null : new FhirUri(value);
    }

    /// <inheritdoc cref="ImplicitRules"/>
    public FhirUri ImplicitRulesElement
    {
        get => Primitive<FhirUri>(ref Slots[2]);
        set => Slots[2] = value;
    }

    /// <summary>Language of the content (BCP 47).</summary>
    public string Language
    {
        get => PrimitiveSlot.Text(Slots[3]);
        set => Slots[3] = value is null ? null : new Code(value);
    }

    /// <inheritdoc cref="Language"/>
    public Code LanguageElement
    {
        get => Primitive<Code>(ref Slots[3]);
        set => Slots[3] = value;
    }

    /// <summary>Meta.versionId.</summary>
    public string VersionId
    {
        get => Meta?.VersionId;
        set => (Meta ??= new Meta()).VersionId = value;
    }

    /// <summary>Whether there is a <see cref="VersionId"/>.</summary>
    public bool HasVersionId => VersionId is not null;

    /// <summary>The name of the type as a member of <see cref="ResourceType"/>.</summary>
    public bool TryDeriveResourceType(out ResourceType resourceType)
    {
        var parsed = Utility.EnumUtility.ParseLiteral<ResourceType>(TypeName);
        resourceType = parsed ?? default;
        return parsed is not null;
    }
}

/// <summary>A resource with text, contained resources and extensions: all but Binary, Bundle and Parameters.</summary>
public abstract class DomainResource : Resource, IModifierExtendable
{
    /// <summary>The content as XHTML for people to read.</summary>
    public Narrative Text
    {
        get => (Narrative)Slots[4];
        set => Slots[4] = value;
    }

    /// <summary>Resources that exist only inside this one.</summary>
    public List<Resource> Contained
    {
        get => Many<Resource>(ref Slots[5]);
        set => Slots[5] = value;
    }

    /// <summary>Extensions; an empty list when there are none.</summary>
    public List<Extension> Extension
    {
        get => Many<Extension>(ref Slots[6]);
        set => Slots[6] = value;
    }

    /// <summary>Extensions that change the meaning of the resource: a reader that does not know one must not use the resource.</summary>
    public List<Extension> ModifierExtension
    {
        get => Many<Extension>(ref Slots[7]);
        set => Slots[7] = value;
    }

    bool IExtendable.HasAnyExtension => Slots[6] is List<Extension> { Count: > 0 };

    /// <summary>The contained resource that "#id" names, or null.</summary>
    public Resource FindContainedResource(string reference) =>
        Contained.Find(resource => resource.Id is not null && string.Equals("#" + resource.Id, reference, StringComparison.Ordinal));

    /// <inheritdoc cref="FindContainedResource(string)"/>
    public Resource FindContainedResource(ResourceReference reference) => FindContainedResource(reference?.Reference);
}
