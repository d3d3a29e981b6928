#nullable disable
using System.Collections;
using Hl7.Fhir.Introspection;

namespace Hl7.Fhir.Model;

/// <summary>Makes primitives by kind.</summary>
internal static class Primitives
{
    public static PrimitiveType New(PropertyFacts property) =>
        property.Primitive switch
        {
            PrimitiveKind.Base64Binary => new Base64Binary(),
            PrimitiveKind.Boolean => new FhirBoolean(),
            PrimitiveKind.Canonical => new Canonical(),
            PrimitiveKind.Code => new Code(),
            PrimitiveKind.Date => new Date(),
            PrimitiveKind.DateTime => new FhirDateTime(),
            PrimitiveKind.Decimal => new FhirDecimal(),
            PrimitiveKind.Id => new Id(),
            PrimitiveKind.Instant => new Instant(),
            PrimitiveKind.Integer => new Integer(),
            PrimitiveKind.Markdown => new Markdown(),
            PrimitiveKind.Oid => new Oid(),
            PrimitiveKind.PositiveInt => new PositiveInt(),
            PrimitiveKind.String => new FhirString(),
            PrimitiveKind.Time => new Time(),
            PrimitiveKind.UnsignedInt => new UnsignedInt(),
            PrimitiveKind.Uri => new FhirUri(),
            PrimitiveKind.Url => new FhirUrl(),
            PrimitiveKind.Uuid => new Uuid(),
            PrimitiveKind.XHtml => new XHtml(),
            PrimitiveKind.Enumeration => CodeTable.NewCode(property.Number),
            _ => throw new ArgumentException($"{property.Name} is not a primitive.", nameof(property)),
        };

    /// <summary>An empty List of the class of <see cref="New"/>.</summary>
    public static IList NewList(PropertyFacts property) =>
        property.Primitive == PrimitiveKind.Enumeration
            ? CodeTable.NewCodeList(property.Number)
            : (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(New(property).GetType()));
}
