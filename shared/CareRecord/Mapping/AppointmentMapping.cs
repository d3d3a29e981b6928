using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class AppointmentMapping
{
    private const string ChannelUrl = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-DeliveryChannel";

    // A pure function knows no today: an appointment is to come until its sender says that it was kept or missed.
    private static readonly SectionRule Held = new("status is arrived, checked-in, fulfilled or noshow", Section.ContactsWithProfessionals);

    public static readonly TypeMapping Table = new("Appointment")
    {
        Sections = [Held],
        Otherwise = Section.FutureAppointments,
        Display =
            "description; else serviceType; else specialty; else appointmentType; else reasonCode; else Appointment, where it says when",
        Date = "start; else requestedPeriod's start",
        Value =
            "service types and specialties that are not the display; end; the other participants; reason; way of meeting; reason for the cancellation; comment; instruction for the patient",
        Codings = "serviceType, specialty, appointmentType",
        Words =
        [
            StatusWords.EnteredInError,
            StatusWords.Cancelled,
            new("noshow", "Did not attend"),
            new("proposed", "Proposed"),
            new("pending", "Not yet confirmed"),
            new("waitlist", "On waiting list"),
        ],
    };

    public static MappingOutcome Map(Appointment appointment, References references)
    {
        var status = PlainText.Clean(appointment.StatusElement?.ToString());
        var start = ClinicalDate.Of(appointment.StartElement) ?? Requested(appointment.RequestedPeriod);
        var display =
            PlainText.Clean(appointment.Description)
            ?? Concept.All(appointment.ServiceType)
            ?? Concept.All(appointment.Specialty)
            ?? Concept.Text(appointment.AppointmentType)
            ?? Concept.All(appointment.ReasonCode)
            ?? (start is null ? null : "Appointment");
        return Table.Entry(
            status is "arrived" or "checked-in" or "fulfilled" or "noshow" ? Held.Section : Table.Otherwise,
            display,
            new()
            {
                Codings =
                [
                    .. Concept.Codings(appointment.ServiceType),
                    .. Concept.Codings(appointment.Specialty),
                    .. Concept.Codings(appointment.AppointmentType),
                ],
                Status = status,
                Date = start,
                Value = Value(appointment, references, display),
            }
        );
    }

    private static string? Requested(List<Period> periods)
    {
        foreach (var period in periods)
            if (ClinicalDate.Of(period) is { } date)
                return date;
        return null;
    }

    private static string? Value(Appointment appointment, References references, string? display)
    {
        var value = Unless(display, Concept.All(appointment.ServiceType));
        value = PlainText.Join(value, Unless(display, Concept.All(appointment.Specialty)));
        value = PlainText.Join(value, PlainText.Named("until", ClinicalDate.Of(appointment.EndElement)));
        string? people = null;
        foreach (var participant in appointment.Participant)
            if (!IsPatient(participant?.Actor))
                people = PlainText.Join(people, references.Name(participant?.Actor, "with"), ", ");
        value = PlainText.Join(value, PlainText.Named("with", people));
        value = PlainText.Join(value, PlainText.Named("reason", Unless(display, Concept.All(appointment.ReasonCode))));
        value = PlainText.Join(value, PlainText.Named("reason", references.Names(appointment.ReasonReference, "reason")));
        value = PlainText.Join(value, PlainText.Named("by", ValueText.Of(ExtensionValue.Find(appointment.Extension, ChannelUrl))));
        value = PlainText.Join(value, PlainText.Named("cancelled because", Concept.Text(appointment.CancelationReason)));
        value = PlainText.Join(value, PlainText.Named("comment", PlainText.Clean(appointment.Comment)));
        return PlainText.Join(value, PlainText.Named("for the patient", PlainText.Clean(appointment.PatientInstruction)));
    }

    private static bool IsPatient(ResourceReference? actor) =>
        actor is not null && (actor.Type is "Patient" || actor.Reference?.StartsWith("Patient/", StringComparison.Ordinal) is true);

    private static string? Unless(string? display, string? text) => text == display ? null : text;
}
