namespace IntegrationHub.Discharge.Cases;

/// <summary>A fact and who tells it.</summary>
/// <param name="Source">Key of the resource or event that says it.</param>
/// <param name="Order">The source's version.</param>
/// <param name="Teller">ODS code.</param>
/// <param name="Index">Where it stands in its statement.</param>
/// <param name="At">Where it is taken in the order of things: the fact's own time, but for what <see cref="StayTelling"/> brings forward.</param>
internal sealed record ToldFact(StayFact Fact, string Source, string Order, string Teller, int Index, DateTimeOffset At)
    : IComparable<ToldFact>
{
    public StayFactKind Kind => Fact.Kind;

    /// <summary>Of notices at one instant a withdrawal comes last: it may mean one of the others.</summary>
    private bool IsWithdrawal => Fact is { Kind: StayFactKind.NoticeGiven, Code: CaseNotice.Withdrawal };

    /// <summary>Total, and without regard to who came first.</summary>
    public int CompareTo(ToldFact? other)
    {
        if (other is null)
            return 1;
        var order = At.CompareTo(other.At);
        if (order == 0)
            order = Kind.CompareTo(other.Kind);
        if (order == 0)
            order = IsWithdrawal.CompareTo(other.IsWithdrawal);
        if (order == 0)
            order = string.CompareOrdinal(Source, other.Source);
        if (order == 0)
            order = string.CompareOrdinal(Order, other.Order);
        return order == 0 ? Index.CompareTo(other.Index) : order;
    }

    public override string ToString() => $"ToldFact {{ Kind = {Kind} }}";
}
