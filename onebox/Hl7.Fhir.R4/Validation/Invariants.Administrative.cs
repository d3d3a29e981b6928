using Hl7.Fhir.Model;

namespace Hl7.Fhir.Validation;

internal static partial class Invariants
{
    private static void Administrative(Rules rules)
    {
        switch (rules.Type)
        {
            case "Patient#Contact":
                rules.Add(
                    "pat-1",
                    "SHALL at least contain a contact's details or a reference to an organization.",
                    rules.Any("name", "telecom", "address", "organization")
                );
                break;
            case "Organization":
                rules.Add("org-1", "The organization SHALL at least have a name or an identifier.", rules.Any("name", "identifier"));
                var (hasTelecom, hasAddress) = (rules.Has("telecom"), rules.Has("address"));
                rules.Add<Organization>(
                    "org-3",
                    "The telecom of an organization can never be of use 'home'.",
                    one => !hasTelecom(one) || !one.Telecom.Exists(telecom => telecom.Use == ContactPoint.ContactPointUse.Home)
                );
                rules.Add<Organization>(
                    "org-2",
                    "An address of an organization can never be of use 'home'.",
                    one => !hasAddress(one) || !one.Address.Exists(address => address.Use == Address.AddressUse.Home)
                );
                break;
            case "Task":
                rules.Add<Model.Task>(
                    "inv-1",
                    "Last modified date must be greater than or equal to authored-on date.",
                    one => InOrder(new Period { Start = one.AuthoredOn, End = one.LastModified })
                );
                break;
            case "Consent":
                rules.Add("ppc-1", "Either a Policy or PolicyRule.", rules.Any("policy", "policyRule"));
                break;
            case "Appointment":
                Appointments(rules);
                break;
            case "Appointment#Participant":
                rules.Add("app-1", "Either the type or actor on the participant SHALL be specified.", rules.Any("type", "actor"));
                break;
        }
    }

    private static void Appointments(Rules rules)
    {
        rules.Add<Appointment>(
            "app-2",
            "Either start and end are specified, or neither.",
            one => one.StartElement is null == one.EndElement is null
        );
        rules.Add<Appointment>(
            "app-3",
            "Only proposed or cancelled appointments can be missing start/end dates.",
            one =>
                one.StartElement is not null && one.EndElement is not null
                || one.Status
                    is Appointment.AppointmentStatus.Proposed
                        or Appointment.AppointmentStatus.Cancelled
                        or Appointment.AppointmentStatus.Waitlist
        );
        rules.Add<Appointment>(
            "app-4",
            "Cancelation reason is only used for appointments that have been cancelled, or no-show.",
            one =>
                one.CancelationReason is null
                || one.Status is Appointment.AppointmentStatus.Cancelled or Appointment.AppointmentStatus.Noshow
        );
    }
}
