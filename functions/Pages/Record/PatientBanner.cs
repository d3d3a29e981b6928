using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Directory;
using IntegrationHub.Hypertext;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Functions.Pages.Record;

/// <summary>Whose record it is, at the top of every view of it: name, birth date, NHS number in 3-3-4.</summary>
internal static class PatientBanner
{
    internal static Html Write(RecordReading reading, HubDirectory directory)
    {
        var head = reading.Head;
        var name = reading.Patient?.Entry.Content?.Display ?? (reading.ShowsDemographics ? "Name not known" : "Name withheld");
        return Html.Of(
            $"""
            <section class="hub-patient" aria-label="Patient">
            <div class="nhsuk-width-container">
            <p class="hub-patient__name"><bdi>{name}</bdi>{Html.When(
                head.Death,
                _ => Html.Of($" <strong class=\"nhsuk-tag nhsuk-tag--grey\">Deceased</strong>")
            )}</p>
            <dl class="hub-patient__facts">
            {Fact("Born", head.BirthDate is { } birth ? PlainDates.Of(birth) : null)}
            {Fact("NHS number", head.NhsNumber is { Length: 10 } number ? $"{number[..3]} {number[3..6]} {number[6..]}" : null)}
            {Html.When(head.Ties.NumberInvalid ? "x" : null, _ => Fact("Warning", "this NHS number was invalidated"))}
            {Fact("Died", head.Death is { Length: > 4 } death && char.IsAsciiDigit(death[0]) ? PlainDates.OfDeath(death) : null)}
            {(reading.ShowsDemographics ? Where(head.RegisteredPractice, head.Place, directory) : Html.Empty)}
            </dl>
            </div>
            </section>
            """
        );
    }

    private static Html Where(string? practice, string? place, HubDirectory directory) =>
        Html.Of(
            $"{Fact("GP practice", OdsCode.TryParse(practice, out var code) ? directory.Find(code)?.Name ?? code.Value : null)}{Fact("Place", place is null ? null : directory.Places.GetValueOrDefault(place)?.Name ?? place)}"
        );

    private static Html Fact(string name, string? value) =>
        Html.When(value, text => Html.Of($"<div><dt>{name}</dt><dd>{text}</dd></div>\n"));
}
