namespace Hl7.Fhir.R4.Generator;

/// <summary>Numbers for types, enumerations and value sets, and each type's elements with its bases' first (an element's place is its slot).</summary>
internal sealed class TypeNumbers
{
    private readonly FactTables facts;
    private readonly Dictionary<string, int> types = [];
    private readonly Dictionary<string, int> enumerations = [];
    private readonly Dictionary<string, int> valueSets = [];

    public TypeNumbers(FactTables facts)
    {
        this.facts = facts;
        Concrete = [.. facts.Types.Where(type => !type.IsAbstract)];
        for (var i = 0; i < Concrete.Count; i++)
            types.Add(Concrete[i].Name, i);
        foreach (var (i, fact) in facts.Enumerations.Index())
            enumerations.Add(fact.Name, i);
        foreach (var (i, fact) in facts.ValueSets.Index())
            valueSets.Add(fact.Name, i);
    }

    /// <summary>Every type that can have instances, in the order of its number.</summary>
    public List<TypeFact> Concrete { get; }

    public int Type(string name) => types[name];

    public int Enumeration(string name) => enumerations[name];

    /// <summary>Elements in slot order: inherited ones first.</summary>
    public List<ElementFact> AllElements(TypeFact type) =>
        type.Base == "Base" ? [.. type.Elements] : [.. AllElements(facts.ByName[type.Base]), .. type.Elements];

    /// <summary>
    /// A type's elements as the runtime reads them, a line each: name, [x] for a choice, cardinality, types. A type is a primitive's name,
    /// #number of a complex type, @number of an enumeration, or Resource; ^number is the value set of a bound coded element.
    /// </summary>
    public string Encoded(TypeFact type) => string.Join('\n', AllElements(type).Select(Encoded));

    private string Encoded(ElementFact element)
    {
        var cardinality = (element.Min, element.IsList) switch
        {
            (0, false) => '?',
            (1, false) => '!',
            (0, true) => '*',
            _ => '+',
        };
        var listed = string.Join('|', element.Types.Select(name => Encoded(element, name)));
        var bound = element.ValueSet is not null && valueSets.TryGetValue(element.ValueSet, out var number) ? $" ^{number}" : "";
        return $"{element.Name}{(element.IsChoice ? "[x]" : "")} {cardinality} {listed}{bound}";
    }

    private string Encoded(ElementFact element, string type) =>
        type == "code" && element.Enumeration is not null ? "@" + enumerations[element.Enumeration]
        : type == "Resource" || DotNetNames.Primitives.ContainsKey(type) ? type
        : "#" + types[type];
}
