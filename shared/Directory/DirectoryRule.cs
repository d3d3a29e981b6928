namespace IntegrationHub.Directory;

/// <summary>A rule that the directory's files keep. Codes are permanent: operators' runbooks name them.</summary>
/// <param name="Code"><c>DIR</c> and three digits.</param>
/// <param name="Sentence">The rule in fixed words, never with a value from the file.</param>
public sealed record DirectoryRule(string Code, string Sentence)
{
    public static readonly DirectoryRule FileMissing = new("DIR001", "The file is missing or cannot be read.");
    public static readonly DirectoryRule NotJson = new(
        "DIR002",
        "The file is not one well-formed JSON document in UTF-8 of at most 1 MiB."
    );
    public static readonly DirectoryRule DuplicateProperty = new("DIR003", "A property is named once in an object.");
    public static readonly DirectoryRule UnknownProperty = new("DIR004", "There is no such property here.");
    public static readonly DirectoryRule PropertyMissing = new("DIR005", "A required property is missing.");
    public static readonly DirectoryRule WrongType = new("DIR006", "The value is of another JSON type than this property takes.");
    public static readonly DirectoryRule UnreadFile = new(
        "DIR007",
        "Nothing reads this file: its name or folder is not one of the directory's."
    );
    public static readonly DirectoryRule FileName = new("DIR008", "A file of places or rules is named after its place.");

    public static readonly DirectoryRule IdShape = new(
        "DIR010",
        "An id is 2 to 40 of a-z, 0-9 and single hyphens, and begins with a letter."
    );
    public static readonly DirectoryRule OdsShape = new("DIR011", "An ODS code is 3 to 8 of A-Z and 0-9.");
    public static readonly DirectoryRule IdTwice = new("DIR012", "An id is given once.");
    public static readonly DirectoryRule OdsTwice = new("DIR013", "An ODS code stands for one organisation.");
    public static readonly DirectoryRule TextShape = new(
        "DIR014",
        "A text is 1 to 120 characters without control characters or outer spaces."
    );
    public static readonly DirectoryRule ListEmpty = new("DIR015", "This list has at least one item.");
    public static readonly DirectoryRule ItemTwice = new("DIR016", "An item stands once in a list.");
    public static readonly DirectoryRule NotInClosedSet = new("DIR017", "The value is not one of the words that this property takes.");
    public static readonly DirectoryRule DurationShape = new(
        "DIR018",
        "A duration is ISO 8601 in days, hours, minutes and seconds, and more than zero."
    );

    public static readonly DirectoryRule UnknownSystem = new("DIR020", "There is no such system in ics.json.");
    public static readonly DirectoryRule UnknownPlace = new("DIR021", "There is no such place under places/.");
    public static readonly DirectoryRule UnknownNeighbourhood = new("DIR022", "There is no such neighbourhood in neighbourhoods.json.");
    public static readonly DirectoryRule UnknownOrganisation = new("DIR023", "There is no such organisation in organisations.json.");
    public static readonly DirectoryRule UnknownDischargeHub = new("DIR024", "There is no such discharge hub in discharge-hubs.json.");
    public static readonly DirectoryRule WrongKind = new("DIR025", "The organisation named is not of the kind that this property takes.");
    public static readonly DirectoryRule Cycle = new("DIR026", "An organisation is not part of itself, over any number of steps.");
    public static readonly DirectoryRule PlaceWithoutHub = new("DIR027", "Every place has a discharge hub.");
    public static readonly DirectoryRule PlaceWithoutRules = new("DIR028", "Every place has a file under rules/.");
    public static readonly DirectoryRule AreaTwice = new("DIR029", "A district name or outward code belongs to one place.");
    public static readonly DirectoryRule HubOfOtherPlace = new("DIR030", "A place's rules name a discharge hub of that place.");
    public static readonly DirectoryRule NotForThisKind = new("DIR031", "An organisation of this kind does not take this property.");
    public static readonly DirectoryRule NeededForThisKind = new("DIR032", "An organisation of this kind needs this property.");
    public static readonly DirectoryRule CouncilTwice = new("DIR033", "A council is named by one place.");
    public static readonly DirectoryRule HostDoesNotServe = new(
        "DIR034",
        "The organisation that hosts a discharge hub serves the hub's place."
    );
    public static readonly DirectoryRule OutwardCodeShape = new(
        "DIR035",
        "An outward code is 2 to 4 of A-Z and 0-9, and begins with a letter."
    );
    public static readonly DirectoryRule NoOwnSystem = new(
        "DIR036",
        "A place, and an organisation that serves places, belong to this system."
    );

    public static readonly DirectoryRule CouncilWithoutPlace = new(
        "DIR037",
        "Every council has a place: infra/ makes a subscription for each council, the app for each place's."
    );

    public static readonly DirectoryRule HostShape = new(
        "DIR038",
        "A webhook host is a full DNS name in lower case, such as events.council.gov.uk: no scheme, port, path, wildcard, end point or IP address."
    );

    public static readonly DirectoryRule AlertTwice = new("DIR040", "A place has one alert rule for an event.");
    public static readonly DirectoryRule AlertMissing = new("DIR041", "The guard rails ask every place for an alert on this event.");
    public static readonly DirectoryRule ClockOutsideRails = new("DIR042", "The clock lies outside the guard rails.");
    public static readonly DirectoryRule RailDatumMissing = new(
        "DIR043",
        "The guard rails ask for data that this alert rule does not need."
    );
    public static readonly DirectoryRule RailRecipientMissing = new(
        "DIR044",
        "The guard rails ask for a recipient that this alert rule does not tell."
    );
    public static readonly DirectoryRule ClockOrder = new("DIR045", "A shorter clock is not longer than the longer one.");
    public static readonly DirectoryRule ClockTwice = new("DIR046", "A place has one clock of a kind.");
    public static readonly DirectoryRule ClockWithin = new(
        "DIR047",
        "A clock to assess or to arrange says within; the one to acknowledge does not: the alert rules do."
    );
    public static readonly DirectoryRule WorkingHours = new(
        "DIR048",
        "A duration in working days is of days, and of hours fewer than the 8 of a working day."
    );

    public static readonly DirectoryRule PolicySubject = new("DIR050", "A policy is for one organisation or for one kind: one of the two.");
    public static readonly DirectoryRule PolicyTwice = new("DIR051", "An organisation or kind has one policy.");
    public static readonly DirectoryRule DefaultPlaceTwice = new("DIR052", "A policy has defaultPlace or defaultToOwnPlace, not both.");
    public static readonly DirectoryRule NoOwnPlace = new("DIR053", "defaultToOwnPlace is for senders with exactly one place.");
    public static readonly DirectoryRule ResourceTypeShape = new(
        "DIR054",
        "A resource type is a FHIR type name, or * alone for every type."
    );

    public static readonly DirectoryRule QuotaRange = new(
        "DIR055",
        "A quota is 1 to 1,000,000 requests a second, and at once no fewer than that and no more than 1,000,000."
    );

    public static readonly DirectoryRule EntityNameShape = new(
        "DIR060",
        "A queue, topic or subscription name is 1 to 50 of a-z, 0-9 and hyphens."
    );
    public static readonly DirectoryRule EntityTwice = new(
        "DIR061",
        "A queue or topic name is used once, also by those made for discharge hubs."
    );
    public static readonly DirectoryRule EntityLimit = new(
        "DIR062",
        "Service Bus takes a lock of 5 s to 5 min, 1 to 2,000 deliveries, and a detection window of 20 s to 7 days."
    );

    public static readonly DirectoryRule RoleTwice = new("DIR070", "A role stands once in a table.");
    public static readonly DirectoryRule SectionOutsideRails = new(
        "DIR071",
        "A role sees no section outside the guard rail (maySee) of its row in reading.json."
    );
    public static readonly DirectoryRule RailSectionMissing = new(
        "DIR072",
        "A role sees every section of the guard rail (mustSee) of its row in reading.json."
    );
    public static readonly DirectoryRule RoleWithoutRow = new(
        "DIR073",
        "A place changes what a role sees only where reading.json has a row for it."
    );
    public static readonly DirectoryRule SectionAddedAndRemoved = new("DIR074", "A place adds a section or removes it, not both.");
    public static readonly DirectoryRule UnknownCategory = new("DIR075", "There is no such category in sensitive.json.");
    public static readonly DirectoryRule CategoryWithoutLists = new("DIR076", "A sensitive category has labels, codes or words.");

    public static readonly DirectoryRule NoticeTwice = new("DIR080", "A place has one rule for a kind of notice.");
    public static readonly DirectoryRule NoticeDatumMissing = new("DIR081", "The guard rails ask for data that this notice does not need.");
    public static readonly DirectoryRule NoticeOutsidePlace = new("DIR082", "Notices are agreed with trusts that serve the place.");

    public static readonly DirectoryRule DateShape = new("DIR090", "A date is a day of the calendar, as YYYY-MM-DD.");
    public static readonly DirectoryRule HolidayOnWeekend = new(
        "DIR091",
        "A bank holiday is listed on the weekday on which it is kept, never on a Saturday or Sunday."
    );
    public static readonly DirectoryRule HolidaysMissing = new(
        "DIR092",
        "Every year from the first to the last has its eight bank holidays at least."
    );
}
