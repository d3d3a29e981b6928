using Hl7.Fhir.Model;

namespace Hl7.Fhir.Validation;

internal static partial class Invariants
{
    private const string ConditionClinical = "http://terminology.hl7.org/CodeSystem/condition-clinical";
    private const string ConditionVerification = "http://terminology.hl7.org/CodeSystem/condition-ver-status";
    private const string AllergyVerification = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification";

    private static void Clinical(Rules rules)
    {
        switch (rules.Type)
        {
            case "Condition":
                rules.Add<Condition>(
                    "con-4",
                    "If condition is abated, then clinicalStatus must be either inactive, resolved, or remission.",
                    one => one.Abatement is null || HasCoding(one.ClinicalStatus, ConditionClinical, "inactive", "resolved", "remission")
                );
                rules.Add<Condition>(
                    "con-5",
                    "Condition.clinicalStatus SHALL NOT be present if verification Status is entered-in-error.",
                    one => one.ClinicalStatus is null || !HasCoding(one.VerificationStatus, ConditionVerification, "entered-in-error")
                );
                break;
            case "Condition#Stage":
                rules.Add("con-1", "Stage SHALL have summary or assessment.", rules.Any("summary", "assessment"));
                break;
            case "Condition#Evidence":
                rules.Add("con-2", "Evidence SHALL have code or details.", rules.Any("code", "detail"));
                break;
            case "AllergyIntolerance":
                rules.Add<AllergyIntolerance>(
                    "ait-1",
                    "AllergyIntolerance.clinicalStatus SHALL be present if verificationStatus is not entered-in-error.",
                    one => one.ClinicalStatus is not null || HasCoding(one.VerificationStatus, AllergyVerification, "entered-in-error")
                );
                rules.Add<AllergyIntolerance>(
                    "ait-2",
                    "AllergyIntolerance.clinicalStatus SHALL NOT be present if verification Status is entered-in-error.",
                    one => one.ClinicalStatus is null || !HasCoding(one.VerificationStatus, AllergyVerification, "entered-in-error")
                );
                break;
            case "Observation":
                rules.Add(
                    "obs-6",
                    "dataAbsentReason SHALL only be present if Observation.value[x] is not present.",
                    rules.NotBoth("dataAbsentReason", "value")
                );
                var hasComponents = rules.Has("component");
                rules.Add<Observation>(
                    "obs-7",
                    "If Observation.code is the same as an Observation.component.code then the value SHALL NOT be present.",
                    one =>
                        one.Value is null
                        || !hasComponents(one)
                        || !one.Component.Exists(component => SharesCoding(component.Code, one.Code))
                );
                break;
            case "Observation#ReferenceRange":
                rules.Add("obs-3", "Must have at least a low or a high or text.", rules.Any("low", "high", "text"));
                break;
            case "RiskAssessment#Prediction":
                rules.Add<RiskAssessment.PredictionComponent>(
                    "ras-2",
                    "Must be <= 100.",
                    one => one.Probability is not FhirDecimal { Value: > 100 }
                );
                break;
            case "Immunization#Education":
                rules.Add("imm-1", "One of documentType or reference SHALL be present.", rules.Any("documentType", "reference"));
                break;
            case "ServiceRequest":
                rules.Add("prr-1", "orderDetail SHALL only be present if code is present.", rules.Needs("orderDetail", "code"));
                break;
            case "List":
                rules.Add("lst-1", "A list can only have an emptyReason if it is empty.", rules.NotBoth("emptyReason", "entry"));
                rules.Add<Model.List>(
                    "lst-2",
                    "The deleted flag can only be used if the mode of the list is \"changes\".",
                    one => one.Mode == ListMode.Changes || one.Entry.TrueForAll(entry => entry.DeletedElement is null)
                );
                rules.Add<Model.List>(
                    "lst-3",
                    "An entry date can only be used if the mode of the list is \"working\".",
                    one => one.Mode == ListMode.Working || one.Entry.TrueForAll(entry => entry.DateElement is null)
                );
                break;
            case "CarePlan#Activity":
                rules.Add("cpl-3", "Provide a reference or detail, not both.", rules.NotBoth("detail", "reference"));
                break;
        }
    }

    private static bool SharesCoding(CodeableConcept? one, CodeableConcept? other) =>
        one is not null && other is not null && one.Coding.Exists(coding => other.Coding.Exists(coding.IsExactly));
}
