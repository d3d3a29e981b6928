namespace IntegrationHub.Cli.Demonstration;

/// <summary>What the demonstration's people have and take: common things of general practice.</summary>
internal static class ClinicalContent
{
    public static readonly Code[] Conditions =
    [
        Code.Snomed("44054006", "Type 2 diabetes mellitus"),
        Code.Snomed("38341003", "Hypertensive disorder"),
        Code.Snomed("13645005", "Chronic obstructive pulmonary disease"),
        Code.Snomed("195967001", "Asthma"),
        Code.Snomed("49436004", "Atrial fibrillation"),
        Code.Snomed("84114007", "Heart failure"),
        Code.Snomed("396275006", "Osteoarthritis"),
        Code.Snomed("35489007", "Depressive disorder"),
        Code.Snomed("709044004", "Chronic kidney disease"),
        Code.Snomed("40930008", "Hypothyroidism"),
        Code.Snomed("52448006", "Dementia"),
        Code.Snomed("64859006", "Osteoporosis"),
    ];

    public static readonly (Code Substance, Code Reaction)[] Allergies =
    [
        (Code.Snomed("372687004", "Amoxicillin"), Code.Snomed("247472004", "Urticarial rash")),
        (Code.Snomed("764146007", "Penicillin"), Code.Snomed("271807003", "Eruption of skin")),
        (Code.Snomed("387458008", "Aspirin"), Code.Snomed("267036007", "Dyspnea")),
        (Code.Snomed("111088007", "Latex"), Code.Snomed("40275004", "Contact dermatitis")),
        (Code.Snomed("762952008", "Peanut"), Code.Snomed("39579001", "Anaphylaxis")),
    ];

    public static readonly (Code Product, string Dose, decimal Amount)[] Medicines =
    [
        (Code.Medicine("39732411000001106", "Amoxicillin 500mg capsules"), "One capsule three times a day", 500),
        (Code.Medicine("42297011000001109", "Metformin 500mg tablets"), "One tablet twice a day with meals", 500),
        (Code.Medicine("39720311000001101", "Amlodipine 5mg tablets"), "One tablet once a day", 5),
        (Code.Medicine("39733011000001106", "Atorvastatin 20mg tablets"), "One tablet at night", 20),
        (Code.Medicine("42104811000001109", "Ramipril 2.5mg capsules"), "One capsule once a day", 2.5m),
        (Code.Medicine("42206511000001102", "Omeprazole 20mg capsules"), "One capsule before breakfast", 20),
    ];

    public static readonly (Code What, string Unit, string UcumCode, decimal From, decimal To)[] Measurements =
    [
        (Code.Snomed("364075005", "Heart rate"), "beats per minute", "/min", 58, 96),
        (Code.Snomed("27113001", "Body weight"), "kilogram", "kg", 52, 104),
        (Code.Snomed("60621009", "Body mass index"), "kilogram per square metre", "kg/m2", 18, 36),
        (Code.Snomed("431314004", "Peripheral oxygen saturation"), "percent", "%", 91, 99),
        (Code.Snomed("276885007", "Core body temperature"), "degree Celsius", "Cel", 36, 38),
    ];

    public static readonly Code[] Vaccines =
    [
        Code.Medicine(
            "11278411000001109",
            "Influenza vaccine (split virion, inactivated) suspension for injection 0.5ml pre-filled syringes"
        ),
        Code.Snomed("1119349007", "SARS-CoV-2 mRNA vaccine"),
        Code.Snomed("836398006", "Pneumococcal vaccine"),
    ];

    public static readonly Code[] Procedures =
    [
        Code.Snomed("52734007", "Total replacement of hip"),
        Code.Snomed("54885007", "Extraction of cataract"),
        Code.Snomed("73761001", "Colonoscopy"),
        Code.Snomed("29303009", "Electrocardiographic procedure"),
        Code.Snomed("80146002", "Excision of appendix"),
    ];

    public static readonly Code[] AdmissionReasons =
    [
        Code.Snomed("233604007", "Pneumonia"),
        Code.Snomed("5913000", "Fracture of neck of femur"),
        Code.Snomed("230690007", "Cerebrovascular accident"),
        Code.Snomed("161898004", "Fall"),
        Code.Snomed("68566005", "Urinary tract infectious disease"),
    ];
}
