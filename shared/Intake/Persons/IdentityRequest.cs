using IntegrationHub.Identifiers;

namespace IntegrationHub.Intake.Persons;

/// <summary>A record, and its NHS number where the message names it by that.</summary>
internal readonly record struct NumberedRecord(RecordId Record, NhsNumber? Number = null);

/// <summary>Something said of which records are one person's, or of whether a record's NHS number holds.</summary>
/// <param name="Main">The record whose commit makes it true: it answers a repeat.</param>
internal abstract record IdentityRequest(RecordId Main)
{
    /// <summary>Both are the same person's; the number in use is the second's.</summary>
    internal sealed record Join(NumberedRecord One, NumberedRecord Into) : IdentityRequest(Into.Record);

    /// <summary>They are two people's, or nobody knows any longer that they are one's.</summary>
    internal sealed record Separate(RecordId One, RecordId From) : IdentityRequest(From);

    /// <summary>The number is not, or no longer, the person's, and no other takes its place.</summary>
    internal sealed record Invalidate(NumberedRecord One) : IdentityRequest(One.Record);

    /// <summary>It is, after all.</summary>
    internal sealed record Restore(RecordId One) : IdentityRequest(One);
}
