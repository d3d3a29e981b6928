namespace IntegrationHub.Storage;

/// <summary>Tables and containers the hub keeps its state in. infra/ declares the same names; a test compares.</summary>
public static class StoreNames
{
    /// <summary>One partition a person: head, commits, entry versions, outbox.</summary>
    public const string CareRecord = "CareRecord";

    /// <summary>The same layout for what names no person with a valid NHS number yet.</summary>
    public const string Unmatched = "Unmatched";

    /// <summary>
    /// Discharge cases: one partition a person with what the stays have come to, one a discharge hub or council with its board.
    /// </summary>
    public const string Cases = "Cases";

    /// <summary>
    /// Referrals to social care: one partition a person with what the referrals have come to, one a council or referrer with its list.
    /// </summary>
    public const string Referrals = "Referrals";

    /// <summary>Discharge alerts that somebody has claimed, one partition a discharge hub.</summary>
    public const string Alerts = "Alerts";

    /// <summary>Who read what, and what was refused: hash-chained, append-only.</summary>
    public const string Audit = "Audit";

    /// <summary>How far the sweeper of unfinished messages has come, what it or the dispatcher has set aside, and who waits for an NHS number.</summary>
    public const string Sweeps = "Sweeps";

    /// <summary>How far each dropped file has come.</summary>
    public const string Imports = "Imports";

    /// <summary>Reads past what is withheld, for privacy officers, one partition an organisation.</summary>
    public const string BreakGlass = "BreakGlass";

    /// <summary>How far each rebuild of the record tables has come, and what was not equal.</summary>
    public const string Rebuilds = "Rebuilds";

    /// <summary>When each discharge case's clocks are to be looked at next, in 16 partitions.</summary>
    public const string Clocks = "Clocks";

    /// <summary>Who has subscribed to what, in one partition, with a row that changes with any of them.</summary>
    public const string Subscriptions = "Subscriptions";

    /// <summary>
    /// One partition a subscription: its events, numbered without holes, and what became of each; and every event once, by day, with whom
    /// it went to and whom not.
    /// </summary>
    public const string Deliveries = "Deliveries";

    /// <summary>Every accepted message, byte for byte.</summary>
    public const string Snapshots = "snapshots";

    /// <summary>Files dropped to be imported, a folder an organisation, and what came of them.</summary>
    public const string Inbound = "inbound";

    /// <summary>Events as files, a folder an organisation, for those who take them so.</summary>
    public const string Outbound = "outbound";

    public static IReadOnlyList<string> Tables { get; } =
    [CareRecord, Unmatched, Cases, Referrals, Alerts, Audit, Sweeps, Imports, BreakGlass, Rebuilds, Clocks, Subscriptions, Deliveries];

    public static IReadOnlyList<string> Containers { get; } = [Snapshots, Inbound, Outbound];
}
