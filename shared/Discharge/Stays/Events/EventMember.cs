namespace IntegrationHub.Discharge.Stays.Events;

/// <summary>What a member of an event's data holds.</summary>
internal enum MemberKind
{
    /// <summary>RFC 3339 with a zone; to the second or finer.</summary>
    Moment = 1,

    /// <summary>yyyy-MM-dd.</summary>
    Date,

    /// <summary>One line of text.</summary>
    Text,

    /// <summary>One of <see cref="EventMember.Words"/>.</summary>
    Word,

    /// <summary>0 to 3.</summary>
    Pathway,
    Truth,

    /// <summary>An ODS code.</summary>
    Organisation,

    /// <summary>The ODS code of a council of the directory.</summary>
    Council,

    /// <summary>Id of a discharge hub of the directory.</summary>
    Hub,

    /// <summary>Ten digits.</summary>
    NhsNumber,

    /// <summary>An id of the hub's own: of an Encounter, of a ServiceRequest or of an alert.</summary>
    HubId,
}

/// <summary>A member of an event's data: the one line from which it is read, checked and described.</summary>
/// <param name="What">For docs/schemas.</param>
internal sealed record EventMember(string Name, MemberKind Kind, string What)
{
    internal bool Needed { get; init; }

    /// <summary>Of a text.</summary>
    internal int Longest { get; init; }

    internal IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The words before its value in the care record's entry; null where it does not stand there.</summary>
    internal string? Label { get; init; }

    internal EventMember ButNeeded => this with { Needed = true };
}

/// <summary>At least one of several members must be there.</summary>
/// <param name="WhenFalse">Only where this member says false; null for always.</param>
internal sealed record OneNeeded(IReadOnlyList<string> Of, string? WhenFalse = null);
