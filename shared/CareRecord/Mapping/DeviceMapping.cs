using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class DeviceMapping
{
    public static readonly TypeMapping Table = new("Device")
    {
        Otherwise = Section.Medications,
        Display = "deviceName; else type; else model and manufacturer",
        Date = "none",
        Value = "type that is not the display; manufacturer; model; lot; expiry; reasons for the status; safety; notes",
        Codings = "type",
        Words = [StatusWords.EnteredInError, new("inactive", "No longer in use"), new("unknown", "Not known whether in use")],
        AlsoSaidFirst = ["without a patient it is a thing of the sender's: kept unmapped, named-by-others"],
        WithoutDisplay = "no-name",
    };

    public static MappingOutcome Map(Device device)
    {
        var name = Name(device);
        var type = Concept.Text(device.Type);
        if (device.Patient is null)
            return NamedByOthers.As(name, Concept.Codings(device.Type));
        var value = type == name ? null : type;
        value = PlainText.Join(value, PlainText.Named("manufacturer", PlainText.Clean(device.Manufacturer)));
        value = PlainText.Join(value, PlainText.Named("model", PlainText.Clean(device.ModelNumber)));
        value = PlainText.Join(value, PlainText.Named("lot", PlainText.Clean(device.LotNumber)));
        value = PlainText.Join(value, PlainText.Named("expires", PlainText.Clean(device.ExpirationDate)));
        value = PlainText.Join(value, PlainText.Named("status reason", Concept.All(device.StatusReason)));
        value = PlainText.Join(value, PlainText.Named("safety", Concept.All(device.Safety)));
        return Table.Entry(
            Table.Otherwise,
            name,
            new()
            {
                Codings = Concept.Codings(device.Type),
                Status = PlainText.Clean(device.StatusElement?.ToString()),
                Value = PlainText.Join(value, Notes.Of(device.Note)),
            }
        );
    }

    public static string? Name(Device device)
    {
        foreach (var name in device.DeviceName)
            if (PlainText.Clean(name?.Name) is { } given)
                return given;
        return Concept.Text(device.Type) ?? PlainText.Join(PlainText.Clean(device.ModelNumber), PlainText.Clean(device.Manufacturer), ", ");
    }
}
