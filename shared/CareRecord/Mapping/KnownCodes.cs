namespace IntegrationHub.CareRecord.Mapping;

/// <summary>Codes that say by themselves where an entry stands, whatever resource a sender puts them in.</summary>
internal static class KnownCodes
{
    private const string Loinc = "http://loinc.org";

    /// <summary>NHS England's booking and referral standard lists these (safeguarding-codes-bars); the child protection codes are those of CP-IS.</summary>
    public static readonly CodeSet Safeguarding = new(
        new(null, "CP-IS", "Child protection information sharing"),
        new(null, "FGM", "Female genital mutilation"),
        new(Concept.Snomed, "342191000000101", "Subject to child protection plan"),
        new(Concept.Snomed, "764841000000100", "Looked after child"),
        new(Concept.Snomed, "818901000000100", "Unborn child subject to child protection plan"),
        new(Concept.Snomed, "836881000000105", "Child is cause for safeguarding concern"),
        new(Concept.Snomed, "878111000000109", "Unborn child is cause for safeguarding concern"),
        new(Concept.Snomed, "766561000000109", "Adult safeguarding concern"),
        new(Concept.Snomed, "1076171000000100", "Carer behaviour is cause for safeguarding concern"),
        new(Concept.Snomed, "300731000000106", "Family is cause for concern"),
        new(Concept.Snomed, "861931000000100", "No safeguarding issues identified"),
        new(Concept.Snomed, "864491000000105", "Has child subject of child protection plan"),
        new(Concept.Snomed, "375041000000100", "Family member subject of child protection plan"),
        new(Concept.Snomed, "417430008", "Vulnerable adult"),
        new(Concept.Snomed, "707087005", "At risk of domestic violence"),
        new(Concept.Snomed, "881081000000100", "Domestic abuse victim in household"),
        new(Concept.Snomed, "697950003", "Suspected domestic abuse"),
        new(Concept.Snomed, "713201008", "At risk of female genital mutilation"),
        new(Concept.Snomed, "736792008", "At risk of honour based violence"),
        new(Concept.Snomed, "1054321000000100", "At risk of forced marriage"),
        new(Concept.Snomed, "766969008", "At risk of radicalisation"),
        new(Concept.Snomed, "919461000000108", "At risk of sexual exploitation"),
        new(Concept.Snomed, "838481000000106", "At risk of institutional abuse"),
        new(Concept.Snomed, "761571000000106", "At risk of financial abuse"),
        new(Concept.Snomed, "416936003", "At risk of physical abuse"),
        new(Concept.Snomed, "417361000", "At risk of sexual abuse"),
        new(Concept.Snomed, "771983008", "At risk of psychological abuse"),
        new(Concept.Snomed, "771984002", "At risk of emotional abuse"),
        new(Concept.Snomed, "417427001", "At risk of discriminatory abuse"),
        new(Concept.Snomed, "297591000000108", "Alleged victim of sexual assault"),
        new(Concept.Snomed, "702953007", "Suspected victim of child neglect"),
        new(Concept.Snomed, "162596006", "Suspected victim of child abuse"),
        new(Concept.Snomed, "702579009", "Suspected victim of sexual abuse"),
        new(Concept.Snomed, "700254002", "Suspected victim of child sexual abuse"),
        new(Concept.Snomed, "700253008", "Suspected victim of sexual grooming"),
        new(Concept.Snomed, "700255001", "Suspected non-accidental injury to child"),
        new(Concept.Snomed, "697951004", "Suspected victim of emotional abuse"),
        new(Concept.Snomed, "697949003", "Suspected victim of physical abuse"),
        new(Concept.Snomed, "777996001", "Alleged being subjected to abuse")
    );

    public static readonly CodeSet ReasonableAdjustment = new(new KnownCode(null, "NRAF", "National reasonable adjustments flag"));

    public static readonly CodeSet EndOfLife = new(
        new(Concept.Snomed, "450476008", "Not for attempted cardiopulmonary resuscitation"),
        new(Concept.Snomed, "450475007", "For attempted cardiopulmonary resuscitation"),
        new(Concept.Snomed, "304253006", "Not for resuscitation"),
        new(Concept.Snomed, "304251008", "Resuscitation status"),
        new(Concept.Snomed, "414937009", "On gold standards palliative care framework")
    );

    public static readonly CodeSet Legal = new(
        new KnownCode(
            Concept.Snomed,
            "816361000000101",
            "Has appointed person with personal welfare lasting power of attorney (Mental Capacity Act 2005)"
        )
    );

    /// <summary>LOINC and SNOMED CT codes that the International Patient Summary gives for pregnancy, and the findings that UK systems send.</summary>
    public static readonly CodeSet Pregnancy = new(
        new(Loinc, "82810-3", "Pregnancy status"),
        new(Loinc, "11778-8", "Delivery date estimated"),
        new(Loinc, "11779-6", "Delivery date estimated from last menstrual period"),
        new(Loinc, "11780-4", "Delivery date estimated from ovulation date"),
        new(Concept.Snomed, "77386006", "Pregnant"),
        new(Concept.Snomed, "60001007", "Not pregnant"),
        new(Concept.Snomed, "289908002", "Pregnancy, function")
    );

    public static readonly CodeSet SocialContext = new(
        new(Loinc, "72166-2", "Tobacco smoking status"),
        new(Loinc, "11331-6", "History of alcohol use"),
        new(Loinc, "11341-5", "History of occupation"),
        new(Concept.Snomed, "77176002", "Smoker"),
        new(Concept.Snomed, "8517006", "Ex-smoker"),
        new(Concept.Snomed, "266919005", "Never smoked tobacco"),
        new(Concept.Snomed, "230056004", "Cigarette consumption"),
        new(Concept.Snomed, "160573003", "Alcohol intake"),
        new(Concept.Snomed, "105542008", "Non-drinker of alcohol"),
        new(Concept.Snomed, "14679004", "Occupation"),
        new(Concept.Snomed, "105529008", "Lives alone"),
        new(Concept.Snomed, "32911000", "Homeless"),
        new(Concept.Snomed, "224484003", "Patient themselves providing care")
    );
}
