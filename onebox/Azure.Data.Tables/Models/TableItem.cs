namespace Azure.Data.Tables.Models;

/// <summary>A table of the account.</summary>
/// <param name="name">Its name: 3 to 63 letters and digits, a letter first.</param>
public class TableItem(string name)
{
    /// <summary>The table's name as it was created.</summary>
    public string Name { get; } = name;
}
