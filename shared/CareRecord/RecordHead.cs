using System.Collections.Frozen;
using Azure;
using Azure.Data.Tables;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;

namespace IntegrationHub.CareRecord;

/// <summary>
/// The first row of a record's partition. Its ETag guards every commit: whoever read version n writes version n+1 or nothing.
/// It holds what a decision needs to know of the record, so that one point read is enough to decide.
/// </summary>
public sealed record RecordHead(RecordId Record)
{
    /// <summary>How many commits the record has seen.</summary>
    public int Version { get; init; }

    /// <summary>Ten digits; null while the person is unmatched. It travels in bodies only.</summary>
    public string? NhsNumber { get; init; }

    /// <summary>The name that the newest Patient shows; null where none does. Personal.</summary>
    public string? Name { get; init; }

    /// <summary>FHIR date of the newest Patient.</summary>
    public string? BirthDate { get; init; }

    /// <summary>Who told the birth date in which version, as one text: who may correct it depends on that.</summary>
    public string? BirthTold { get; init; }

    /// <summary>The same of a death: FHIR dateTime or <c>true</c>, then who told it in which version; null while the person lives.</summary>
    public string? DeathTold { get; init; }

    /// <summary>FHIR dateTime, or <c>true</c> where no date is known.</summary>
    public string? Death => DeathTold?.Split('|')[0];

    /// <summary>Where several records are read as one: the NHS numbers that this one's replaced.</summary>
    public IReadOnlyList<string> FormerNumbers { get; init; } = [];

    /// <summary>Resources that the record holds, by which an update that creates is told from one that changes.</summary>
    public KnownResources Known { get; init; } = KnownResources.None;

    internal PersonFacts Facts => new(NhsNumber, BirthDate, Death, RegisteredPractice, Place, PlaceRule);

    internal RecordHead With(PersonFacts facts) =>
        this with
        {
            NhsNumber = facts.NhsNumber,
            BirthDate = facts.BirthDate,
            DeathTold = facts.Death,
            RegisteredPractice = facts.Practice,
            Place = facts.Place,
            PlaceRule = facts.PlaceRule,
        };

    /// <summary>Of the newest Patient: decides which of two Patients is newer.</summary>
    public string? DemographicsOrder { get; init; }

    public string? RegisteredPractice { get; init; }

    /// <summary>Place ids by which people may see the record.</summary>
    public string? Place { get; init; }

    /// <summary>Which rule found the place.</summary>
    public string? PlaceRule { get; init; }

    /// <summary>ODS codes of those who sent something.</summary>
    public IReadOnlyList<string> Contributors { get; init; } = [];

    /// <summary>Unmatched record ids (a sender's own id of this person) that already point here.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>Whether any version of any entry ever said that the person objects to sharing: then reads look whether one still does.</summary>
    public bool EverObjected { get; init; }

    /// <summary>Whether anything was ever said of a hospital stay: then who follows the stays is told where the person stands.</summary>
    public bool HasStays { get; init; }

    /// <summary>The same of a referral to social care.</summary>
    public bool HasReferrals { get; init; }

    /// <summary>ODS codes of councils to which the person was referred or passed on, whatever the place.</summary>
    public IReadOnlyList<string> ReferredTo { get; init; } = [];

    /// <summary>Why the person is unmatched; null in a matched record.</summary>
    public string? UnmatchedReason { get; init; }

    /// <summary>Unmatched records only: the record it was found to belong to.</summary>
    public string? MatchedTo { get; init; }

    /// <summary>Which other records are of the same person.</summary>
    public PersonTies Ties { get; init; } = PersonTies.None;

    /// <summary>Hash of the newest commit: the end of the record's audit chain.</summary>
    public string LastHash { get; init; } = "";

    /// <summary>What a newer version of the hub wrote into the row.</summary>
    internal UnknownColumns? Unknown { get; init; }

    /// <summary>Null when the row is not stored yet.</summary>
    public ETag? ETag { get; init; }

    public override string ToString() => $"RecordHead {{ Record = {Record}, Version = {Version} }}";

    /// <summary>
    /// Several records of one person as one: what the first of them, which admits the others, does not say is taken from them.
    /// </summary>
    internal static RecordHead Of(IReadOnlyList<RecordHead> records)
    {
        if (records.Count == 1)
            return records[0];
        var told = records.FirstOrDefault(record => record.DemographicsOrder is not null) ?? records[0];
        return told with
        {
            Record = records[0].Record,
            Version = records.Sum(record => record.Version),
            NhsNumber = records[0].NhsNumber,
            FormerNumbers = [.. records.Skip(1).Select(record => record.NhsNumber).OfType<string>()],
            RegisteredPractice = records.Select(record => record.RegisteredPractice).FirstOrDefault(practice => practice is not null),
            Contributors = [.. records.SelectMany(record => record.Contributors).Distinct(StringComparer.Ordinal)],
            Ties = records[0].Ties,
            EverObjected = records.Any(record => record.EverObjected),
            ETag = null,
        };
    }

    internal const string RowKey = "a";

    /// <summary>Every column that <see cref="ToRow"/> may write, and those of a pointer to another record.</summary>
    private static readonly FrozenSet<string> Columns =
    [
        "BirthDate",
        "BirthTold",
        "Contributors",
        "DeathTold",
        "DemographicsOrder",
        "EverObjected",
        "HasReferrals",
        "HasStays",
        "Known",
        "KnownPages",
        "LastHash",
        "Links",
        "MatchedTo",
        "Members",
        "Name",
        "NhsNumber",
        "NumberInvalid",
        "Place",
        "PlaceRule",
        "PointsTo",
        "Practice",
        "Reason",
        "ReferredTo",
        "Version",
        "MatchedAt",
        "WaitsNoMore",
    ];

    internal static RecordHead From(TableEntity row) =>
        new(
            RecordId.TryParse(row.PartitionKey, out var id)
                ? id
                : throw new InvalidDataException("A record head in a partition that is no record.")
        )
        {
            Version = row.GetInt32("Version") ?? 0,
            NhsNumber = row.GetString("NhsNumber"),
            Name = row.GetString("Name"),
            BirthDate = row.GetString("BirthDate"),
            BirthTold = row.GetString("BirthTold"),
            DeathTold = row.GetString("DeathTold"),
            Known = KnownResources.In(row.GetBinary("Known"), row.GetInt32("KnownPages") ?? 0),
            DemographicsOrder = row.GetString("DemographicsOrder"),
            RegisteredPractice = row.GetString("Practice"),
            Place = row.GetString("Place"),
            PlaceRule = row.GetString("PlaceRule"),
            Contributors = Split(row.GetString("Contributors")),
            Links = Split(row.GetString("Links")),
            HasStays = row.GetBoolean("HasStays") ?? false,
            HasReferrals = row.GetBoolean("HasReferrals") ?? false,
            ReferredTo = Split(row.GetString("ReferredTo")),
            EverObjected = row.GetBoolean("EverObjected") ?? false,
            UnmatchedReason = row.GetString("Reason"),
            MatchedTo = row.GetString("MatchedTo"),
            Ties = new(Ids(row.GetString("Members")), Ids(row.GetString("PointsTo")), row.GetBoolean("NumberInvalid") ?? false),
            LastHash = row.GetString("LastHash") ?? "",
            Unknown = UnknownColumns.Of(row, Columns),
            ETag = row.ETag,
        };

    internal TableEntity ToRow()
    {
        var row = new TableEntity(Record.Value, RowKey) { ["Version"] = Version, ["LastHash"] = LastHash };
        Set(row, "NhsNumber", NhsNumber);
        Set(row, "Name", Name);
        Set(row, "BirthDate", BirthDate);
        Set(row, "BirthTold", BirthTold);
        Set(row, "DeathTold", DeathTold);
        if (Known.ToBytes() is { Length: > 0 } known)
            row["Known"] = known;
        if (Known.Pages > 0)
            row["KnownPages"] = Known.Pages;
        Set(row, "DemographicsOrder", DemographicsOrder);
        Set(row, "Practice", RegisteredPractice);
        Set(row, "Place", Place);
        Set(row, "PlaceRule", PlaceRule);
        Set(row, "Contributors", Join(Contributors));
        Set(row, "Links", Join(Links));
        if (HasStays)
            row["HasStays"] = true;
        if (HasReferrals)
            row["HasReferrals"] = true;
        Set(row, "ReferredTo", Join(ReferredTo));
        if (EverObjected)
            row["EverObjected"] = true;
        Set(row, "Reason", UnmatchedReason);
        Set(row, "MatchedTo", MatchedTo);
        Set(row, "Members", Join(Ties.Members.Select(member => member.Value)));
        Set(row, "PointsTo", Join(Ties.PointsTo.Select(other => other.Value)));
        if (Ties.NumberInvalid)
            row["NumberInvalid"] = true;
        Unknown?.WriteTo(row);
        return row;
    }

    private static void Set(TableEntity row, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            row[name] = value;
    }

    private static IReadOnlyList<RecordId> Ids(string? text) =>
        [
            .. Split(text)
                .Select(id =>
                    RecordId.TryParse(id, out var record) ? record : throw new InvalidDataException("A record head's ties cannot be read.")
                ),
        ];

    private static string Join(IEnumerable<string> values) => string.Join(' ', values);

    private static string[] Split(string? text) => text is null ? [] : text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
