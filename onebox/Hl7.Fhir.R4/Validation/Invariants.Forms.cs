using Hl7.Fhir.Model;
using static Hl7.Fhir.Model.Questionnaire;

namespace Hl7.Fhir.Validation;

internal static partial class Invariants
{
    private static void Forms(Rules rules)
    {
        switch (rules.Type)
        {
            case "Questionnaire":
                rules.Add<Questionnaire>(
                    "que-2",
                    "The link ids for groups and questions must be unique within the questionnaire.",
                    one => HasDistinctLinks(one.Item, [])
                );
                break;
            case "Questionnaire#Item":
                Items(rules);
                break;
            case "Questionnaire#EnableWhen":
                rules.Add<EnableWhenComponent>(
                    "que-7",
                    "If the operator is 'exists', the value must be a boolean.",
                    one => one.Operator != QuestionnaireItemOperator.Exists || one.Answer is FhirBoolean
                );
                break;
            case "QuestionnaireResponse#Item":
                rules.Add("qrs-1", "Nested item can't be beneath both item and answer.", rules.NotBoth("answer", "item"));
                break;
        }
    }

    private static void Items(Rules rules)
    {
        var (hasItems, hasInitial, hasEnableWhen) = (rules.Has("item"), rules.Has("initial"), rules.Has("enableWhen"));
        Rule("que-1", "Group items must have nested items, display items cannot have nested items.", GroupsNest);
        Rule("que-3", "Display items cannot have a \"code\" asserted.", NotForDisplay(rules.Has("code")));
        rules.Add("que-4", "A question cannot have both answerOption and answerValueSet.", rules.NotBoth("answerOption", "answerValueSet"));
        Rule("que-6", "Required and repeat aren't permitted for display items.", NotForDisplay(rules.Any("required", "repeats")));
        Rule(
            "que-8",
            "Initial values can't be specified for groups or display items.",
            item => item.Type is not (QuestionnaireItemType.Group or QuestionnaireItemType.Display) || !hasInitial(item)
        );
        Rule("que-9", "Read-only can't be specified for \"display\" items.", NotForDisplay(rules.Has("readOnly")));
        rules.Add(
            "que-11",
            "If one or more answerOption is present, initial[x] must be missing.",
            rules.NotBoth("answerOption", "initial")
        );
        // The specification's expression says "more than two"; its words, and HL7's validator, say "more than one".
        Rule(
            "que-12",
            "If there are more than one enableWhen, enableBehavior must be specified.",
            item => !hasEnableWhen(item) || item.EnableWhen.Count <= 1 || item.EnableBehavior is not null
        );
        Rule(
            "que-13",
            "Can only have multiple initial values for repeating items.",
            item => item.Repeats == true || !hasInitial(item) || item.Initial.Count <= 1
        );

        void Rule(string key, string human, Func<ItemComponent, bool> holds) => rules.Add(key, human, holds);

        bool GroupsNest(ItemComponent item) =>
            item.Type switch
            {
                QuestionnaireItemType.Group => hasItems(item),
                QuestionnaireItemType.Display => !hasItems(item),
                _ => true,
            };

        static Func<ItemComponent, bool> NotForDisplay(Func<Base, bool> has) =>
            item => item.Type != QuestionnaireItemType.Display || !has(item);
    }

    private static bool HasDistinctLinks(List<ItemComponent> items, HashSet<string> seen) =>
        items.TrueForAll(item => (item.LinkId is null || seen.Add(item.LinkId)) && HasDistinctLinks(item.Item, seen));
}
