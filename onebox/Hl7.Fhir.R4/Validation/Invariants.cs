using System.Collections;
using Hl7.Fhir.Introspection;
using Hl7.Fhir.Model;

namespace Hl7.Fhir.Validation;

/// <summary>A rule of the specification on one type: its key, what it says, and whether it holds for an instance.</summary>
internal sealed record Invariant(string Key, string Human, Func<Base, bool> Holds);

/// <summary>
/// The invariants of severity "error" on the types that the hub maps, on the data types they use and on those that carry them. They are
/// written out in C#, one by one from their FHIRPath; README.md lists the keys. dom-3 and ref-1, which look across a whole resource,
/// are checked by <see cref="Serialization.LocalReferences"/>.
/// </summary>
internal static partial class Invariants
{
    /// <summary>Those of a type. Elements are found once, by name, when the type is first met.</summary>
    public static Invariant[] For(TypeFacts type)
    {
        var rules = new Rules(type);
        DataTypes(rules);
        Clinical(rules);
        Administrative(rules);
        Bundles(rules);
        Forms(rules);
        Terminology(rules);
        return rules.ToArray();
    }

    /// <summary>Collects the rules of one type, and makes the usual conditions over its slots.</summary>
    private sealed class Rules(TypeFacts type)
    {
        private readonly List<Invariant> rules = [];

        public string Type => type.Name;

        public Invariant[] ToArray() => [.. rules];

        public void Add(string key, string human, Func<Base, bool> holds) => rules.Add(new Invariant(key, human, holds));

        public void Add<T>(string key, string human, Func<T, bool> holds)
            where T : Base => rules.Add(new Invariant(key, human, instance => holds((T)instance)));

        /// <summary>The element is there (a list: with items).</summary>
        public Func<Base, bool> Has(string name)
        {
            var slot = type.Element(name)!.Slot;
            return instance => instance.Slots[slot] is { } value and not IList { Count: 0 };
        }

        /// <summary>At least one of them is there.</summary>
        public Func<Base, bool> Any(params string[] names)
        {
            var each = Array.ConvertAll(names, Has);
            return instance => Array.Exists(each, has => has(instance));
        }

        /// <summary>Not both are there.</summary>
        public Func<Base, bool> NotBoth(string one, string other)
        {
            var (first, second) = (Has(one), Has(other));
            return instance => !first(instance) || !second(instance);
        }

        /// <summary>Exactly one is there.</summary>
        public Func<Base, bool> OneOf(string one, string other)
        {
            var (first, second) = (Has(one), Has(other));
            return instance => first(instance) != second(instance);
        }

        /// <summary>Where the first is there, the second is too.</summary>
        public Func<Base, bool> Needs(string one, string other)
        {
            var (first, second) = (Has(one), Has(other));
            return instance => !first(instance) || second(instance);
        }
    }

    private static bool HasCoding(CodeableConcept? concept, string system, params ReadOnlySpan<string> codes)
    {
        if (concept is null)
            return false;
        foreach (var coding in concept.Coding)
            if (string.Equals(coding.System, system, StringComparison.Ordinal) && codes.Contains(coding.Code))
                return true;
        return false;
    }
}
