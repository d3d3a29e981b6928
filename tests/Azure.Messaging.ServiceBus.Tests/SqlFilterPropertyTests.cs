using System.Globalization;
using System.Text.RegularExpressions;
using Azure.Messaging.ServiceBus.Administration;
using Azure.Messaging.ServiceBus.Onebox;

namespace Azure.Messaging.ServiceBus.Tests;

/// <summary>Random conditions, written as SQL and, beside that, worked out by a model that knows nothing of the parser.</summary>
public sealed class SqlFilterPropertyTests
{
    private static readonly string[] Names = ["a", "b", "c"];
    private static readonly string[] Texts = ["", "x", "xy", "yx", "it's", "50%"];
    private static readonly string[] Patterns = ["x%", "%x", "_y", "%", "", "%y%", "x_"];

    private sealed record Condition(string Sql, Func<Dictionary<string, object>, bool?> Model);

    [Fact]
    public void A_filter_says_what_the_model_says()
    {
        var random = new Random(20300101);
        var trues = 0;
        for (var i = 0; i < 5000; i++)
        {
            var condition = Any(random, depth: 4);
            var message = new ServiceBusMessage("body");
            foreach (var name in Names.Where(_ => random.Next(3) > 0))
                message.ApplicationProperties[name] = random.Next(2) == 0 ? random.Next(-2, 3) : Texts[random.Next(Texts.Length)];
            var properties = new Dictionary<string, object>(message.ApplicationProperties);

            var expected = condition.Model(properties) == true;
            var actual = new MessageFilter([new SqlRuleFilter(condition.Sql)]).Matches(BrokeredContent.From(message));

            trues += expected ? 1 : 0;
            Assert.True(expected == actual, $"{condition.Sql} on {string.Join(", ", properties)}: expected {expected}");
        }
        // A generator that makes only one answer would prove nothing.
        Assert.InRange(trues, 500, 4500);
    }

    private static Condition Any(Random random, int depth)
    {
        if (depth == 0 || random.Next(4) == 0)
            return Leaf(random);
        var left = Any(random, depth - 1);
        var right = Any(random, depth - 1);
        return random.Next(3) switch
        {
            0 => new($"({left.Sql}) AND ({right.Sql})", p => And(left.Model(p), right.Model(p))),
            1 => new($"({left.Sql}) OR ({right.Sql})", p => !And(!left.Model(p), !right.Model(p))),
            _ => new($"NOT ({left.Sql})", p => !left.Model(p)),
        };
    }

    private static bool? And(bool? left, bool? right) =>
        left == false || right == false ? false
        : left is null || right is null ? null
        : true;

    private static Condition Leaf(Random random)
    {
        var name = Names[random.Next(Names.Length)];
        var number = random.Next(-2, 3);
        var text = Texts[random.Next(Texts.Length)];
        var literal = $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
        var pattern = Patterns[random.Next(Patterns.Length)];
        return random.Next(9) switch
        {
            0 => new($"{name} = {Sql(number)}", p => Same(p, name, number)),
            1 => new($"{name} <> {literal}", p => !Same(p, name, text)),
            2 => new($"{name} < {Sql(number)}", p => Order(p, name, number) is { } order ? order < 0 : null),
            3 => new($"{name} >= {Sql(number)}", p => Order(p, name, number) is { } order ? order >= 0 : null),
            4 => new($"{name} IS NULL", p => !p.ContainsKey(name)),
            5 => new($"EXISTS({name})", p => p.ContainsKey(name)),
            6 => new(
                $"{name} IN ({Sql(number)}, {literal})",
                p => p.ContainsKey(name) ? Same(p, name, number) == true || Same(p, name, text) == true : null
            ),
            7 => new($"{name} LIKE '{pattern}'", p => p.GetValueOrDefault(name) is string value ? Like(value, pattern) : null),
            _ => new($"{name} NOT LIKE '{pattern}'", p => p.GetValueOrDefault(name) is string value ? !Like(value, pattern) : null),
        };
    }

    private static string Sql(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool? Same(Dictionary<string, object> properties, string name, object value) =>
        properties.TryGetValue(name, out var found) ? found.Equals(value) : null;

    private static int? Order(Dictionary<string, object> properties, string name, int value) =>
        properties.GetValueOrDefault(name) is int found ? found.CompareTo(value) : null;

    private static bool Like(string text, string pattern)
    {
        var expression = Regex.Escape(pattern).Replace("%", ".*", StringComparison.Ordinal).Replace("_", ".", StringComparison.Ordinal);
        return Regex.IsMatch(text, $@"\A{expression}\z", RegexOptions.Singleline);
    }
}
