using System.Globalization;
using IntegrationHub.CareRecord;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Intake.Persons;

/// <summary>What one version of a Patient says of birth and death.</summary>
/// <param name="Birth">FHIR date; null where it says none.</param>
/// <param name="Death">FHIR dateTime, or <c>true</c>, or <c>false</c>; null where it says nothing.</param>
internal sealed record ToldDates(VersionOrder Order, string? Birth, string? Death)
{
    public override string ToString() => "ToldDates (withheld)";
}

/// <summary>
/// Pure: a date of birth or death that contradicts the record stops the message, for it may be about somebody else. The rule, in the
/// order in which it is asked:
/// <list type="number">
/// <item>nothing was known, or both agree as far as they go: taken, and the more exact one kept;</item>
/// <item>told by the sender that told what is known, in an older version: history, and changes nothing;</item>
/// <item>told by that sender in the same version or a newer, or by one that speaks for PDS: a correction;</item>
/// <item>told by anybody else: refused.</item>
/// </list>
/// That somebody lives contradicts nothing, since people die; but it takes a death back if rule 3 says so.
/// </summary>
internal static class VitalDates
{
    private const string Dead = "true";
    private const string Alive = "false";

    /// <summary>The record's head with what a message's Patients say, or the code with which they are stopped.</summary>
    internal static (RecordHead Head, ErrorKind? Refusal) Decide(
        RecordHead head,
        IReadOnlyList<ToldDates> told,
        OdsCode sender,
        bool speaksForPds
    )
    {
        foreach (var dates in told.OrderBy(dates => dates.Order))
        {
            // Two Patients of one message that contradict each other correct nothing.
            if (told.Any(other => !BirthsAgree(other.Birth, dates.Birth)))
                return (head, ErrorCatalogue.BirthDateContradicts);
            if (told.Any(other => !DeathsAgree(other.Death, dates.Death)))
                return (head, ErrorCatalogue.DeathDateContradicts);

            var teller = new Teller(sender.Value, dates.Order.Text, speaksForPds);
            var birth = ToldFact.Parse(head.BirthTold);
            if (dates.Birth is { } day && !teller.Tell(ref birth, day, BirthsAgree))
                return (head, ErrorCatalogue.BirthDateContradicts);
            var death = ToldFact.Parse(head.DeathTold);
            if (dates.Death is null or Alive)
                teller.TakeBack(ref death, saysSo: dates.Death is Alive);
            else if (!teller.Tell(ref death, dates.Death, DeathsAgree))
                return (head, ErrorCatalogue.DeathDateContradicts);
            head = head with { BirthDate = birth?.Value, BirthTold = birth?.ToString(), DeathTold = death?.ToString() };
        }

        return (head, null);
    }

    /// <summary>Why two records cannot be one person's, as far as their dates say; null if they can.</summary>
    internal static ErrorKind? Contradiction(RecordHead one, RecordHead other) =>
        !BirthsAgree(one.BirthDate, other.BirthDate) ? ErrorCatalogue.BirthDateContradicts
        : !DeathsAgree(ToldFact.Parse(one.DeathTold)?.Value, ToldFact.Parse(other.DeathTold)?.Value) ? ErrorCatalogue.DeathDateContradicts
        : null;

    /// <summary>A year or a month agrees with every day in it.</summary>
    private static bool BirthsAgree(string? one, string? other) =>
        one is null || other is null || one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal);

    /// <summary>Dead agrees with every date; two dates agree within a day, since zones and clocks about midnight make two of one.</summary>
    private static bool DeathsAgree(string? one, string? other)
    {
        if (one is null or Dead or Alive || other is null or Dead or Alive)
            return true;
        return DayOf(one) is { } day && DayOf(other) is { } otherDay
            ? Math.Abs(day.DayNumber - otherDay.DayNumber) <= 1
            : BirthsAgree(one, other);
    }

    /// <summary>Null for a year or a month.</summary>
    private static DateOnly? DayOf(string text) =>
        text.Length >= 10
        && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    /// <summary>Who says something now, in which version, and how much that counts.</summary>
    private readonly record struct Teller(string Sender, string Order, bool SpeaksForPds)
    {
        /// <returns>False where it contradicts what is known and is no correction.</returns>
        internal bool Tell(ref ToldFact? known, string value, Func<string?, string?, bool> agree)
        {
            if (known is null || agree(known.Value, value))
            {
                if (known is null || Precision(value) > Precision(known.Value))
                    known = new ToldFact(value, Sender, Order);
                return true;
            }

            if (IsOlderOf(known))
                return true;
            if (known.By != Sender && !SpeaksForPds)
                return false;
            known = new ToldFact(value, Sender, Order);
            return true;
        }

        /// <param name="saysSo">That somebody lives; otherwise the version merely says nothing of a death.</param>
        internal void TakeBack(ref ToldFact? known, bool saysSo)
        {
            if (known is null || IsOlderOf(known))
                return;
            if (known.By == Sender || saysSo && SpeaksForPds)
                known = null;
        }

        private bool IsOlderOf(ToldFact known) => known.By == Sender && string.CompareOrdinal(Order, known.Order) < 0;

        private static int Precision(string value) => value is Dead ? 0 : value.Length;
    }

    /// <summary>A date with who told it in which version: one text in the record's head.</summary>
    private sealed record ToldFact(string Value, string By, string Order)
    {
        public override string ToString() => $"{Value}|{By}|{Order}";

        internal static ToldFact? Parse(string? text) =>
            text?.Split('|') switch
            {
                null => null,
                [var value, var by, var order] => new(value, by, order),
                _ => throw new InvalidDataException("A date in a record head cannot be read."),
            };
    }
}
