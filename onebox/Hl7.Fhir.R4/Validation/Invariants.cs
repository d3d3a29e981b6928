using Hl7.Fhir.Model;

namespace Hl7.Fhir.Validation;

/// <summary>A rule of the specification on one type: its key, what it says, and whether it holds for an instance.</summary>
internal sealed record Invariant(string Key, string Human, Func<Base, bool> Holds);

/// <summary>The invariants that are checked, by type.</summary>
internal static partial class Invariants
{
    public static Invariant[] For(string typeName) =>
        typeName switch
        {
            "Extension" => [new("ext-1", "Must have either extensions or value[x], not both.", OneOfValueAndExtensions)],
            _ => [],
        };

    private static bool OneOfValueAndExtensions(Base instance)
    {
        var extension = (Extension)instance;
        return extension.Value is not null != extension.HasExtensions();
    }
}
