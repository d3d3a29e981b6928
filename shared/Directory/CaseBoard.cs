namespace IntegrationHub.Directory;

/// <summary>Whose list of cases a board is: each discharge hub has one, and each council.</summary>
/// <param name="Id">Stands in addresses, and is the board's partition: a hub's id or a council's ODS code.</param>
public abstract record CaseBoard(string Id, string Name)
{
    public sealed record OfHub(DischargeHub Hub) : CaseBoard(Hub.Id, Hub.Name);

    public sealed record OfCouncil(Organisation Council) : CaseBoard(Council.OdsCode.Value, Council.Name);
}
