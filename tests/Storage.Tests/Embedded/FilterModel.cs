using System.Globalization;
using Azure.Data.Tables;
using FsCheck;
using FsCheck.Fluent;

namespace Onebox.Storage.Tests.Embedded;

/// <summary>A $filter as a test makes it: its text, and by a model far simpler than the engine, whether an entity matches.</summary>
internal abstract record FilterModel
{
    private static readonly string[] Operators = ["eq", "ne", "lt", "le", "gt", "ge"];
    private static readonly string[] Keys = ["", "a", "ab", "b", "O'x", "\u00e9", "\uFF61", "\U0001F600", "z"];

    public abstract string Text { get; }

    public abstract bool Matches(TableEntity entity);

    public sealed override string ToString() => Text;

    /// <summary>Entities that such filters tell apart: every type, missing properties, and one property of two types.</summary>
    public static IEnumerable<TableEntity> Entities()
    {
        foreach (var partition in Keys)
        {
            foreach (var (row, index) in Keys.Select((row, index) => (row, index)))
            {
                var entity = new TableEntity(partition, row) { ["Int"] = index - 3, ["Flag"] = index % 2 == 0 };
                if (index % 3 != 0)
                    entity["Text"] = Keys[(index * 5) % Keys.Length];
                if (index % 4 != 0)
                    entity["Long"] = (index - 4) * 3_000_000_000L;
                if (index % 5 != 0)
                    entity["Mixed"] = index % 2 == 0 ? index : $"{index}";
                entity["Real"] = index / 2.0;
                entity["At"] = new DateTimeOffset(2026, 1, 1 + index, 0, 0, 0, TimeSpan.Zero);
                yield return entity;
            }
        }
    }

    public static Gen<FilterModel> Any(int size) =>
        size <= 1
            ? Leaf()
            : Gen.OneOf(
                Leaf(),
                from left in Any(size / 2)
                from right in Any(size / 2)
                from and in Gen.Elements(true, false)
                select (FilterModel)new Pair(and, left, right),
                from inner in Any(size - 1)
                select (FilterModel)new Inverse(inner)
            );

    private static Gen<FilterModel> Leaf() =>
        Gen.OneOf(
            Comparisons(Gen.Elements("PartitionKey", "RowKey"), Gen.Elements(Keys).Select(key => (object)key)),
            Comparisons(Gen.Elements("PartitionKey", "RowKey"), Gen.Elements(Keys).Select(key => (object)key)),
            Comparisons(Gen.Elements("Text", "Mixed", "Missing"), Gen.Elements([.. Keys, "5"]).Select(text => (object)text)),
            Comparisons(Gen.Elements("Int", "Mixed"), Gen.Choose(-4, 6).Select(number => (object)number)),
            Comparisons(Gen.Constant("Long"), Gen.Choose(-4, 5).Select(number => (object)(number * 3_000_000_000L))),
            Comparisons(Gen.Constant("Real"), Gen.Choose(-1, 9).Select(number => (object)(number / 2.0))),
            Comparisons(Gen.Constant("Flag"), Gen.Elements<object>(true, false)),
            Comparisons(
                Gen.Constant("At"),
                Gen.Choose(1, 10).Select(day => (object)new DateTimeOffset(2026, 1, day, 0, 0, 0, TimeSpan.Zero))
            )
        );

    private static Gen<FilterModel> Comparisons(Gen<string> names, Gen<object> values) =>
        from name in names
        from operation in Gen.Elements(Operators)
        from value in values
        from turned in Gen.Elements(false, false, true)
        select (FilterModel)new Leaves(name, operation, value, turned);

    private sealed record Pair(bool And, FilterModel Left, FilterModel Right) : FilterModel
    {
        public override string Text => $"({Left.Text}) {(And ? "and" : "or")} ({Right.Text})";

        public override bool Matches(TableEntity entity) =>
            And ? Left.Matches(entity) && Right.Matches(entity) : Left.Matches(entity) || Right.Matches(entity);
    }

    private sealed record Inverse(FilterModel Inner) : FilterModel
    {
        public override string Text => $"not ({Inner.Text})";

        public override bool Matches(TableEntity entity) => !Inner.Matches(entity);
    }

    /// <summary>Turned: the constant is written first.</summary>
    private sealed record Leaves(string Name, string Operation, object Value, bool Turned) : FilterModel
    {
        public override string Text => Turned ? $"{Constant(Value)} {Mirror(Operation)} {Name}" : $"{Name} {Operation} {Constant(Value)}";

        public override bool Matches(TableEntity entity)
        {
            if (!entity.TryGetValue(Name, out var found) || found.GetType() != Value.GetType())
                return false;
            var order = found is string text ? string.CompareOrdinal(text, (string)Value) : ((IComparable)found).CompareTo(Value);
            return Operation switch
            {
                "eq" => order == 0,
                "ne" => order != 0,
                "lt" => order < 0,
                "le" => order <= 0,
                "gt" => order > 0,
                _ => order >= 0,
            };
        }

        private static string Mirror(string operation) =>
            operation switch
            {
                "lt" => "gt",
                "le" => "ge",
                "gt" => "lt",
                "ge" => "le",
                _ => operation,
            };

        private static string Constant(object value) =>
            value switch
            {
                string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
                bool flag => flag ? "true" : "false",
                long number => string.Create(CultureInfo.InvariantCulture, $"{number}L"),
                double number => number.ToString("0.0", CultureInfo.InvariantCulture),
                DateTimeOffset at => string.Create(CultureInfo.InvariantCulture, $"datetime'{at.UtcDateTime:o}'"),
                _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
            };
    }
}
