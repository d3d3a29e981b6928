using System.Collections;
using System.Text.Json;
using Hl7.Fhir.Introspection;
using Hl7.Fhir.Model;

namespace Hl7.Fhir.Serialization;

// Primitives as properties and lists, with their companions (ids and extensions).
internal sealed partial class PocoJsonReader
{
    private object?[] raws = new object?[16];
    private int rawCount;

    private void ReadPrimitiveProperty(ref Utf8JsonReader reader, ref object? slot, PropertyFacts property, ref SeenElements seen)
    {
        if (property.Element.IsList)
        {
            ReadPrimitiveList(ref reader, ref slot, property, ref seen);
            return;
        }
        var raw = ReadRaw(ref reader, property);
        if (slot is PrimitiveType companion)
            companion.Raw = raw;
        else if (property.Element.IsChoice)
            slot = raw is null ? null : Wrap(property, raw);
        else
            slot = raw;
    }

    private static PrimitiveType Wrap(PropertyFacts property, object? raw)
    {
        var primitive = Model.Primitives.New(property);
        primitive.Raw = raw;
        return primitive;
    }

    private void ReadPrimitiveList(ref Utf8JsonReader reader, ref object? slot, PropertyFacts property, ref SeenElements seen)
    {
        var start = rawCount;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Report(ref reader, Issue.ExpectedArray);
            AddRaw(ReadRaw(ref reader, property));
        }
        else
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                SetIndex(rawCount - start);
                if (reader.TokenType == JsonTokenType.Null)
                {
                    // Right only where the companion array has an object at this place: looked at when the whole object is read.
                    seen.MarkNulls(property.Element.Slot);
                    AddRaw(null);
                }
                else
                    AddRaw(ReadRaw(ref reader, property));
            }
            ClearIndex();
            if (rawCount == start)
                Report(ref reader, Issue.EmptyArray);
        }
        var read = raws.AsSpan(start, rawCount - start);
        if (slot is IList companions)
            for (var i = 0; i < read.Length; i++)
                PrimitiveAt(companions, i, property).Raw = read[i];
        else
            slot = read.ToArray();
        read.Clear();
        rawCount = start;
    }

    private static PrimitiveType PrimitiveAt(IList list, int index, PropertyFacts property)
    {
        while (list.Count <= index)
            list.Add(Model.Primitives.New(property));
        return (PrimitiveType)list[index]!;
    }

    private void AddRaw(object? raw)
    {
        if (rawCount == raws.Length)
            Array.Resize(ref raws, rawCount * 2);
        raws[rawCount++] = raw;
    }

    // "_birthDate": the id and extensions of a primitive; for a list, an array with null where there is none.
    private void ReadCompanion(ref Utf8JsonReader reader, ref object? slot, PropertyFacts property, ref SeenElements seen)
    {
        if (!property.Element.IsList)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                Report(ref reader, Issue.ExpectedObject);
                SkipValue(ref reader);
                return;
            }
            var primitive = slot as PrimitiveType ?? Wrap(property, slot);
            slot = primitive;
            ReadObject(ref reader, primitive, primitive.TypeFacts, isResource: false);
            return;
        }
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Report(ref reader, Issue.ExpectedArray);
            SkipValue(ref reader);
            return;
        }
        var list = Model.SlotObjects.Materialise(ref slot!, property.Element) as IList ?? Model.Primitives.NewList(property);
        slot = list;
        var index = 0;
        var objects = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            SetIndex(index);
            var primitive = PrimitiveAt(list, index, property);
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadObject(ref reader, primitive, primitive.TypeFacts, isResource: false);
                objects++;
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                Report(ref reader, Issue.ExpectedObject);
                SkipValue(ref reader);
            }
            else if (primitive.Raw is null)
                seen.MarkNulls(property.Element.Slot);
        }
        ClearIndex();
        if (index == 0)
            Report(ref reader, Issue.EmptyArray);
        else if (objects == 0)
            Report(ref reader, Issue.OnlyNulls);
    }

    private void CheckNulls(ref Utf8JsonReader reader, Span<object?> slots, TypeFacts facts, SeenElements seen)
    {
        foreach (var element in facts.Elements)
        {
            if (!seen.HasNullsAt(element.Slot) || slots[element.Slot] is not IList list)
                continue;
            Enter(element.Name);
            for (var i = 0; i < list.Count; i++)
            {
                if (list[i] is not (null or PrimitiveType { Raw: null, HasCompanion: false }))
                    continue;
                SetIndex(i);
                Report(ref reader, Issue.NullValue);
            }
            Leave();
        }
    }
}
