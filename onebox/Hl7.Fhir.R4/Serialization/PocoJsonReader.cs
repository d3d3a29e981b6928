using System.Text.Json;
using Hl7.Fhir.Introspection;
using Hl7.Fhir.Model;
using Hl7.Fhir.Validation;

namespace Hl7.Fhir.Serialization;

/// <summary>
/// One reading of one resource: a single pass over the tokens that fills slots and checks as it goes. After each call the reader stands
/// on the last token of what was read.
/// </summary>
internal sealed partial class PocoJsonReader(FhirJsonPocoDeserializerSettings settings)
{
    private readonly bool validates = settings.Validator is not null;
    private readonly bool checksBase64 = !settings.DisableBase64Decoding;

    // Items of the lists that are being read, innermost last: a list is made once, at its right size.
    private Base[] items = new Base[32];
    private int itemCount;
    private int containedDepth;
    private int containedIndex;
    private LocalReferences? localReferences;

    public Resource? ReadRoot(ref Utf8JsonReader reader) => ReadResource(ref reader);

    public void ReadRootObject(ref Utf8JsonReader reader, Base target)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Report(ref reader, Issue.ExpectedObject);
            SkipValue(ref reader);
            return;
        }
        EnterRoot(target.TypeName);
        ReadObject(ref reader, target, target.TypeFacts, isResource: target is Resource);
        Leave();
    }

    private Resource? ReadResource(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Report(ref reader, Issue.ExpectedObject);
            SkipValue(ref reader);
            return null;
        }
        var facts = FindResourceType(ref reader);
        if (facts is null)
        {
            SkipValue(ref reader);
            return null;
        }
        var resource = (Resource)facts.Create();
        var outer = localReferences;
        if (containedDepth == 0)
            localReferences = null;
        EnterResource(facts.Name);
        ReadObject(ref reader, resource, facts, isResource: true);
        if (containedDepth == 0)
        {
            if (validates)
                CheckLocalReferences(ref reader, resource);
            localReferences = outer;
        }
        LeaveResource();
        return resource;
    }

    // The type must be known before anything else is read. Nearly always resourceType comes first; if not, the object is looked through.
    private TypeFacts? FindResourceType(ref Utf8JsonReader reader)
    {
        var ahead = reader;
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            var found = ahead.ValueTextEquals("resourceType"u8);
            ahead.Read();
            if (!found)
            {
                SkipValue(ref ahead);
                continue;
            }
            if (ahead.TokenType != JsonTokenType.String)
            {
                Report(ref ahead, Issue.ResourceTypeNotString);
                return null;
            }
            if (TypeTable.TryFindResource(ValueBytes(ref ahead), out var facts))
                return facts;
            ReportUnknownType(ref ahead);
            return null;
        }
        Report(ref reader, Issue.NoResourceType);
        return null;
    }

    private void ReadObject(ref Utf8JsonReader reader, Base target, TypeFacts facts, bool isResource)
    {
        var slots = target.Slots;
        var seen = default(SeenElements);
        var isEmpty = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = ValueBytes(ref reader);
            var isCompanion = name.Length > 1 && name[0] == (byte)'_';
            if (!facts.TryFind(isCompanion ? name[1..] : name, out var property))
            {
                if (isResource && name.SequenceEqual("resourceType"u8))
                {
                    reader.Read();
                    if (seen.AddResourceType())
                        Report(ref reader, Issue.DuplicateProperty);
                    SkipValue(ref reader);
                    continue;
                }
                isEmpty = false;
                ReportUnknownProperty(ref reader, facts, name);
                reader.Read();
                SkipValue(ref reader);
                continue;
            }
            isEmpty = false;
            var element = property.Element;
            Enter(element.Name);
            reader.Read();
            if (isCompanion && property.Primitive == PrimitiveKind.None)
            {
                Report(ref reader, Issue.UnderscoreOnComplex);
                isCompanion = false;
            }
            if (!seen.Add(element.Slot, isCompanion))
            {
                Report(ref reader, Issue.DuplicateProperty);
                SkipValue(ref reader);
            }
            else if (isCompanion)
                ReadCompanion(ref reader, ref slots[element.Slot], property, ref seen);
            else if (property.Primitive != PrimitiveKind.None)
                ReadPrimitiveProperty(ref reader, ref slots[element.Slot], property, ref seen);
            else
                ReadComplexProperty(ref reader, ref slots[element.Slot], property);
            Leave();
        }
        if (isEmpty && !isResource)
            Report(ref reader, Issue.EmptyObject);
        if (seen.HasNulls)
            CheckNulls(ref reader, slots, facts, seen);
        if (!validates)
            return;
        if (seen.HasCompanions)
            CheckCodesAreGiven(ref reader, slots, facts, seen);
        Validate(ref reader, target, slots, facts, seen);
    }

    private void ReadComplexProperty(ref Utf8JsonReader reader, ref object? slot, PropertyFacts property)
    {
        if (!property.Element.IsList)
        {
            slot = ReadComplex(ref reader, property);
            return;
        }
        var start = itemCount;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Report(ref reader, Issue.ExpectedArray);
            AddItem(ReadComplex(ref reader, property));
        }
        else
        {
            var index = 0;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                SetIndex(index++);
                if (reader.TokenType == JsonTokenType.Null)
                    Report(ref reader, Issue.NullInList);
                else
                    AddItem(ReadComplex(ref reader, property));
            }
            ClearIndex();
            if (index == 0)
                Report(ref reader, Issue.EmptyArray);
        }
        var read = items.AsSpan(start, itemCount - start);
        slot = property.IsResource ? ResourceList(read) : property.Type.CreateList(read);
        read.Clear();
        itemCount = start;
    }

    private Base? ReadComplex(ref Utf8JsonReader reader, PropertyFacts property)
    {
        if (property.IsResource)
            return property.Element.IsList ? ReadContained(ref reader) : ReadResource(ref reader);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Report(ref reader, reader.TokenType == JsonTokenType.Null ? Issue.NullValue : Issue.ExpectedObject);
            SkipValue(ref reader);
            return null;
        }
        var type = property.Type;
        var value = type.Create();
        ReadObject(ref reader, value, type, isResource: false);
        return value;
    }

    // DomainResource.contained is the only list of resources.
    private Resource? ReadContained(ref Utf8JsonReader reader)
    {
        if (containedDepth > 0)
            Report(ref reader, Issue.NestedContained);
        if (containedDepth++ == 0)
            containedIndex = Index;
        var resource = ReadResource(ref reader);
        containedDepth--;
        if (validates && resource?.Meta is { } meta)
            CheckContainedMeta(ref reader, meta);
        return resource;
    }

    private static List<Resource> ResourceList(ReadOnlySpan<Base> resources)
    {
        var list = new List<Resource>(resources.Length);
        foreach (var resource in resources)
            list.Add((Resource)resource);
        return list;
    }

    private void AddItem(Base? item)
    {
        if (item is null)
            return;
        if (itemCount == items.Length)
            Array.Resize(ref items, itemCount * 2);
        items[itemCount++] = item;
    }

    private static void SkipValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && !reader.TrySkip())
            throw new JsonException("The text ends inside a value.");
    }
}
