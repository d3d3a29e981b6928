using IntegrationHub.Identifiers;

namespace IntegrationHub.Intake;

/// <summary>Whom a resource is about, as far as the message itself says.</summary>
public abstract record Person
{
    private Person() { }

    /// <summary>A valid NHS number whose verification status allows its use.</summary>
    public sealed record ByNumber(NhsNumber Number) : Person
    {
        public override string ToString() => "Person.ByNumber (withheld)";
    }

    /// <summary>The hub's own id, from an address the hub gave.</summary>
    public sealed record ByRecord(RecordId Record) : Person;

    /// <summary>Only the sender knows who that is.</summary>
    public sealed record BySendersId(string LocalId, string Reason) : Person
    {
        public override string ToString() => $"Person.BySendersId {{ Reason = {Reason} }}";
    }
}

/// <summary>Why something is kept under Unmatched. Permanent codes.</summary>
public static class UnmatchedReason
{
    public const string NoNhsNumber = "no-nhs-number";
    public const string NotVerified = "nhs-number-not-verified";
    public const string PatientNotKnownYet = "patient-not-known-yet";
    public const string NoPerson = "no-person";
}
