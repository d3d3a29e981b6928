using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class NutritionOrderMapping
{
    public static readonly TypeMapping Table = new("NutritionOrder")
    {
        Otherwise = Section.PlanAndRequestedActions,
        Display = "diet; else supplements; else the enteral formula; after the word Nutrition",
        Date = "dateTime",
        Value = "supplements and formula that are not the display; textures of food and fluids; foods to leave out; preferences; notes",
        Codings = "diet",
        By = "orderer",
        Words = [StatusWords.EnteredInError, StatusWords.Revoked, StatusWords.Draft, new("on-hold", "On hold")],
        AlsoSaidFirst = ["Nutrition; intent proposal: Proposed"],
    };

    public static MappingOutcome Map(NutritionOrder order, References references)
    {
        var diet = Concept.All(order.OralDiet?.Type ?? []);
        string? supplements = null;
        foreach (var supplement in order.Supplement)
            supplements = PlainText.Join(
                supplements,
                PlainText.Join(
                    PlainText.Clean(supplement?.ProductName) ?? Concept.Text(supplement?.Type),
                    PlainText.Clean(supplement?.Instruction),
                    ", "
                )
            );
        var formula = PlainText.Clean(order.EnteralFormula?.BaseFormulaProductName) ?? Concept.Text(order.EnteralFormula?.BaseFormulaType);
        var display = diet ?? supplements ?? formula;
        var value = supplements == display ? null : PlainText.Named("supplement", supplements);
        value = PlainText.Join(value, formula == display ? null : PlainText.Named("formula", formula));
        value = PlainText.Join(value, Textures(order));
        value = PlainText.Join(value, PlainText.Clean(order.OralDiet?.Instruction));
        value = PlainText.Join(value, PlainText.Clean(order.EnteralFormula?.AdministrationInstruction));
        value = PlainText.Join(value, PlainText.Named("leave out", Concept.All(order.ExcludeFoodModifier)));
        value = PlainText.Join(value, PlainText.Named("preference", Concept.All(order.FoodPreferenceModifier)));
        return Table.Entry(
            Table.Otherwise,
            display,
            new()
            {
                Codings = Concept.Codings(order.OralDiet?.Type ?? []),
                Status = PlainText.Clean(order.StatusElement?.ToString()),
                Date = PlainText.Clean(order.DateTime),
                Value = PlainText.Join(value, Notes.Of(order.Note)),
                By = references.Name(order.Orderer, "by"),
            },
            order.IntentElement?.ToString() is "proposal" ? StatusWords.Proposed.Words : "Nutrition"
        );
    }

    private static string? Textures(NutritionOrder order)
    {
        string? said = null;
        foreach (var texture in order.OralDiet?.Texture ?? [])
            said = PlainText.Join(
                said,
                PlainText.Named("texture", PlainText.Join(Concept.Text(texture?.Modifier), Concept.Text(texture?.FoodType), ", "))
            );
        return PlainText.Join(said, PlainText.Named("fluids", Concept.All(order.OralDiet?.FluidConsistencyType ?? [])));
    }
}
