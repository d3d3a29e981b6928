using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class PatientMapping
{
    public static readonly TypeMapping Table = new("Patient")
    {
        Otherwise = Section.Demographics,
        Display =
            "best name as FAMILY, Given (Title): usual, official, then any other; old or ended names last; Name not given where there are only other demographics",
        Status = "active: active or inactive",
        Date = "birthDate",
        Value = "gender; deceased; usual address's text or lines (use home before others)",
        Codings = "none",
        Words = [],
        WithoutDisplay = "no-demographics",
    };

    public static MappingOutcome Map(Patient patient)
    {
        var value = PlainText.Clean(patient.GenderElement?.ToString());
        value = PlainText.Join(value, Deceased(patient.Deceased));
        value = PlainText.Join(value, PlainText.Named("address", Address(patient.Address)));
        return Table.Entry(
            Section.Demographics,
            PersonName.Best(patient.Name) ?? (value is null && patient.BirthDate is null ? null : "Name not given"),
            new()
            {
                Status = patient.Active switch
                {
                    true => "active",
                    false => "inactive",
                    null => null,
                },
                Date = PlainText.Clean(patient.BirthDate),
                Value = value,
            }
        );
    }

    private static string? Deceased(DataType? deceased) =>
        deceased switch
        {
            FhirBoolean { Value: true } => "deceased",
            FhirDateTime moment => PlainText.Join("deceased", PlainText.Clean(moment.Value), " "),
            _ => null,
        };

    private static string? Address(List<Address> addresses)
    {
        string? best = null;
        var rank = -1;
        foreach (var address in addresses)
        {
            if (address is null)
                continue;
            var own = PlainText.Clean(address.Period?.End) is not null
                ? 0
                : address.UseElement?.ToString() switch
                {
                    "home" => 3,
                    null => 2,
                    "old" => 0,
                    _ => 1,
                };
            if (own > rank && Lines(address) is { } lines)
                (best, rank) = (lines, own);
        }
        return best;
    }

    private static string? Lines(Address address)
    {
        if (PlainText.Clean(address.Text) is { } text)
            return text;
        string? all = null;
        foreach (var line in address.LineElement)
            all = PlainText.Join(all, PlainText.Clean(line?.Value), ", ");
        all = PlainText.Join(all, PlainText.Clean(address.City), ", ");
        all = PlainText.Join(all, PlainText.Clean(address.District), ", ");
        return PlainText.Join(all, PlainText.Clean(address.PostalCode), ", ");
    }
}
