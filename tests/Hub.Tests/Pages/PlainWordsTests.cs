using IntegrationHub.Functions.Pages.Record;

namespace IntegrationHub.Tests.Pages;

/// <summary>What a page changes of a sender's words: dates and computed decimals, and no more.</summary>
public sealed class PlainWordsTests
{
    [Theory]
    [InlineData("ended: 2002-12-23T04:59:42+00:00", "ended: 23 December 2002, 04:59")]
    [InlineData("until: 2025-12-31; phone: 01632960587", "until: 31 December 2025; phone: 01632960587")]
    [InlineData("from 2024-07-01T09:00:00Z to 2024-07-02", "from 1 July 2024, 10:00 to 2 July 2024")]
    [InlineData("male; deceased 2010-10-22T00:00:00+00:00", "male; deceased 22 October 2010")]
    [InlineData("male; deceased 2010-10-22T14:30:00+01:00", "male; deceased 22 October 2010, 14:30")]
    [InlineData("142.96358009699662 mmol/L", "142.96… mmol/L")]
    [InlineData("0.00001234567 g", "0.00001234… g")]
    [InlineData("118.1234567/80.7654321 mm[Hg]", "118.12…/80.76… mmHg")]
    [InlineData("1 capsule, twice daily.; course: short", "1 capsule, twice daily; course: short")]
    [InlineData("Do you smoke?: Yes", "Do you smoke? Yes")]
    public void Dates_are_written_out_and_computed_decimals_cut(string told, string shown) => Assert.Equal(shown, PlainWords.Of(told));

    [Theory]
    [InlineData("37.25 Cel; 1.23456 mg")]
    [InlineData("policy: https://policies.example/2024-01-31/v1")]
    [InlineData("reference 2024-01-31-77, batch 2024-01-31A")]
    [InlineData("urn:oid:2.16.840.1.113883.2.1.1234567.4")]
    [InlineData("on 2024-13-41")]
    [InlineData("Dose ended.")]
    public void All_else_stays_as_it_was_told(string told) => Assert.Equal(told, PlainWords.Of(told));
}
