using Azure.Messaging.ServiceBus.Administration;
using Azure.Messaging.ServiceBus.Onebox;

namespace Azure.Messaging.ServiceBus.Tests;

public sealed class SqlFilterTests
{
    private static readonly BrokeredContent Message = BrokeredContent.From(
        new ServiceBusMessage("body")
        {
            MessageId = "m1",
            Subject = "referral",
            CorrelationId = "c1",
            ApplicationProperties =
            {
                ["place"] = "northfield",
                ["age"] = 70,
                ["score"] = 1.5,
                ["urgent"] = true,
                ["quote"] = "it's",
                ["percent"] = "100%",
                ["two words"] = "yes",
                ["empty"] = null!,
            },
        }
    );

    private static bool Matches(string sql) => new MessageFilter([new SqlRuleFilter(sql)]).Matches(Message);

    [Theory]
    [InlineData("place = 'northfield'")]
    [InlineData("PLACE = 'northfield'")]
    [InlineData("user.place = 'northfield'")]
    [InlineData("sys.Label = 'referral' AND sys.subject = 'referral'")]
    [InlineData("sys.MessageId = 'm1'")]
    [InlineData("place <> 'midvale' AND place != 'southport'")]
    [InlineData("age = 70 AND age >= 70 AND age <= 70.0 AND age > 69.5 AND age < 0x47")]
    [InlineData("score = 1.5 AND score < 2 AND score > -1 AND score < 1.6e0")]
    [InlineData("urgent = TRUE")]
    [InlineData("urgent")]
    [InlineData("quote = 'it''s'")]
    [InlineData("[two words] = 'yes' AND \"two words\" = 'yes'")]
    [InlineData("place IN ('midvale', 'northfield')")]
    [InlineData("place NOT IN ('midvale', 'southport')")]
    [InlineData("place LIKE 'north%' AND place LIKE '%field' AND place LIKE 'n_rth%d' AND place LIKE '%'")]
    [InlineData("place NOT LIKE 'mid%'")]
    [InlineData("percent LIKE '100!%' ESCAPE '!'")]
    [InlineData("missing IS NULL AND empty IS NULL AND place IS NOT NULL")]
    [InlineData("EXISTS(place) AND EXISTS(empty) AND NOT EXISTS(missing)")]
    [InlineData("EXISTS(sys.CorrelationId) AND NOT EXISTS(sys.To)")]
    [InlineData("place = 'x' OR age = 70 AND urgent = TRUE")]
    [InlineData("NOT (place = 'x' OR place = 'y')")]
    [InlineData("NOT place = 'x' AND urgent")]
    [InlineData("missing = 1 OR age = 70")]
    [InlineData("1=1")]
    public void A_true_condition_matches(string sql) => Assert.True(Matches(sql));

    [Theory]
    [InlineData("place = 'Northfield'")]
    [InlineData("missing = 1")]
    [InlineData("missing <> 1")]
    [InlineData("NOT missing = 1")]
    [InlineData("missing = missing")]
    [InlineData("missing IN (1)")]
    [InlineData("missing NOT IN (1)")]
    [InlineData("missing LIKE '%'")]
    [InlineData("missing NOT LIKE 'x'")]
    [InlineData("NOT missing LIKE 'x'")]
    [InlineData("missing")]
    [InlineData("place = NULL")]
    [InlineData("place > 5")]
    [InlineData("age LIKE '7%'")]
    [InlineData("place LIKE 'field'")]
    [InlineData("missing = 1 AND age = 70")]
    [InlineData("1=0")]
    [InlineData("place = 'x' AND age = 70 OR urgent = FALSE")]
    public void A_false_or_unknown_condition_does_not(string sql) => Assert.False(Matches(sql));

    [Theory]
    [InlineData("place =")]
    [InlineData("= 'x'")]
    [InlineData("place = 'x")]
    [InlineData("(place = 'x'")]
    [InlineData("place 'x'")]
    [InlineData("place IN ()")]
    [InlineData("place LIKE age")]
    [InlineData("percent LIKE 'x!' ESCAPE '!'")]
    [InlineData("sys.NoSuchThing = 1")]
    [InlineData("other.place = 1")]
    [InlineData("place = @unknown")]
    [InlineData("place = 'x'; DROP")]
    [InlineData("AND = 1")]
    [InlineData("EXISTS('x')")]
    public void What_is_no_condition_is_refused(string sql) => Assert.Throws<ArgumentException>(() => Matches(sql));

    [Fact]
    public void Parameters_stand_for_their_values()
    {
        var filter = new SqlRuleFilter("age > @limit AND place = @place") { Parameters = { ["@limit"] = 60, ["@place"] = "northfield" } };

        Assert.True(new MessageFilter([filter]).Matches(Message));
    }

    [Fact]
    public void Filters_are_equal_by_what_they_say()
    {
        Assert.Equal(new SqlRuleFilter("a = 1"), new SqlRuleFilter("A = 1"));
        Assert.NotEqual(new SqlRuleFilter("a = 1"), new SqlRuleFilter("a = 2"));
        Assert.Equal(
            new CorrelationRuleFilter { Subject = "s", ApplicationProperties = { ["a"] = 1 } },
            new CorrelationRuleFilter { Subject = "s", ApplicationProperties = { ["a"] = 1 } }
        );
        Assert.NotEqual(new CorrelationRuleFilter { Subject = "s" }, new CorrelationRuleFilter { To = "s" });
    }
}
