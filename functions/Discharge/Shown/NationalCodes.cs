using System.Collections.Frozen;

namespace IntegrationHub.Functions.Discharge.Shown;

/// <summary>
/// What the codes of England's national lists mean (NHS Data Dictionary; UK Core AdmissionMethodEngland, DischargeMethodEngland,
/// DischargeDestinationEngland), in few words. Newer codes than these lists have, and senders' own, stay as they came.
/// </summary>
internal static class NationalCodes
{
    private static readonly FrozenDictionary<string, string> Admissions = new Dictionary<string, string>
    {
        ["11"] = "Elective: waiting list",
        ["12"] = "Elective: booked",
        ["13"] = "Elective: planned",
        ["21"] = "Emergency: emergency care department",
        ["22"] = "Emergency: general practitioner",
        ["23"] = "Emergency: bed bureau",
        ["24"] = "Emergency: consultant clinic",
        ["25"] = "Emergency: mental health crisis resolution team",
        ["28"] = "Emergency: other means",
        ["2A"] = "Emergency: emergency care department of another provider",
        ["2B"] = "Emergency: transfer from another hospital provider",
        ["2C"] = "Emergency: baby born at home as intended",
        ["2D"] = "Emergency: other",
        ["31"] = "Maternity: before the birth",
        ["32"] = "Maternity: after the birth",
        ["81"] = "Transfer from another hospital provider, not an emergency",
        ["82"] = "Birth of a baby in this health care provider",
        ["83"] = "Baby born outside the health care provider",
        ["98"] = "Not applicable",
        ["99"] = "Not known",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Discharges = new Dictionary<string, string>
    {
        ["1"] = "On clinical advice or with clinical consent",
        ["2"] = "Self-discharge, or by a relative or advocate",
        ["3"] = "By tribunal, Home Secretary or court",
        ["4"] = "Died",
        ["5"] = "Stillbirth",
        ["6"] = "Self-discharge",
        ["7"] = "By a relative or advocate",
        ["8"] = "Not applicable: not discharged",
        ["9"] = "Not known",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Destinations = new Dictionary<string, string>
    {
        ["19"] = "Usual place of residence",
        ["29"] = "Temporary place of residence",
        ["30"] = "Repatriation from high security psychiatric accommodation",
        ["37"] = "Court",
        ["38"] = "Penal establishment or police station",
        ["48"] = "High security psychiatric hospital, Scotland",
        ["49"] = "Other NHS provider: high security psychiatric accommodation",
        ["50"] = "Other NHS provider: medium secure unit",
        ["51"] = "Other NHS provider: general ward",
        ["52"] = "Other NHS provider: maternity or neonatal ward",
        ["53"] = "Other NHS provider: mental illness or learning disability ward",
        ["54"] = "NHS run care home",
        ["55"] = "Care home with nursing",
        ["56"] = "Care home without nursing",
        ["65"] = "Local authority residential accommodation with care",
        ["66"] = "Local authority foster care",
        ["79"] = "Not applicable: died or stillbirth",
        ["84"] = "Non-NHS hospital: medium secure unit",
        ["85"] = "Care home not run by the NHS or a local authority",
        ["87"] = "Non-NHS hospital",
        ["88"] = "Hospice not run by the NHS or a local authority",
        ["98"] = "Not applicable: not discharged",
        ["99"] = "Not known",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    internal static ShownCode? AdmissionMethod(string? code) => Of(code, Admissions);

    internal static ShownCode? DischargeMethod(string? code) => Of(code, Discharges);

    internal static ShownCode? Destination(string? code) => Of(code, Destinations);

    private static ShownCode? Of(string? code, FrozenDictionary<string, string> words) =>
        code is null ? null : new ShownCode(code, words.GetValueOrDefault(code));
}
